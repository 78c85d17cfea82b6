"""A Markdown extension that places what a page's code cells gave after their fences."""

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from sitebuild.pages.fences import read_fences


class OutputExtension(Extension):
    """`outputs`: the HTML that follows each fence of the page that is converted next, in order; None for other pages."""

    def __init__(self):
        super().__init__()
        self.path = self.outputs = None

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
        for fence, output in zip(fences, outputs, strict=True):
            opening, newline, code = text[fence.start : fence.end].partition("\n")
            plain = opening.replace(fence.info, "python")  # superfences knows no caption="…"
            pieces += [text[end : fence.start], plain, newline, code]
            if output:
                pieces.append(f"\n{self.md.htmlStash.store(output)}\n\n")
            end = fence.end
        return "".join([*pieces, text[end:]]).split("\n")
