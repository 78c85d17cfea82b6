"""A Python-Markdown extension that puts the outputs of a lab's cells after their fences."""

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from sitebuild.code.fences import fold
from sitebuild.pages.fences import read_fences


class OutputExtension(Extension):
    """`outputs`: what each fence of the page that is converted next gave, in order; None for other pages."""

    def __init__(self):
        super().__init__()
        self.path = self.outputs = None
        self.language = "ko"

    def extendMarkdown(self, md):
        # after normalize_whitespace (30), which destroys what is stashed, before superfences (25)
        md.preprocessors.register(_Outputs(self, md), "lab-outputs", 28)


class _Outputs(Preprocessor):
    def __init__(self, extension, md):
        super().__init__(md)
        self._extension = extension

    def run(self, lines):
        outputs, self._extension.outputs = self._extension.outputs, None
        if outputs is None:
            return lines
        text, pieces, end = "\n".join(lines), [], 0
        fences = [fence for fence in read_fences(text, self._extension.path) if fence.is_run]
        for fence, given in zip(fences, outputs, strict=True):
            pieces += [text[end : fence.start], self._shown(fence, text[fence.start : fence.end], given)]
            end = fence.end
        return "".join([*pieces, text[end:]]).split("\n")

    def _shown(self, fence, text, given):
        """The fence and what it gave; a check is folded with what it printed, below what it drew."""
        opening, newline, code = text.partition("\n")
        plain = opening.replace(fence.info, "python") + newline + code  # superfences knows no caption="…"
        if fence.check is None:
            return "".join([plain, *map(self._stashed, given)])
        drawn = [self._stashed(output) for output in given if output.is_drawn]
        printed = [self._stashed(output) for output in given if not output.is_drawn]
        return "".join([*drawn, fold(fence, "".join([plain, *printed]), self._extension.language)])

    def _stashed(self, output):
        return f"\n{self.md.htmlStash.store(output.html)}\n\n"
