"""Code blocks as they are published, as a Python-Markdown extension."""

import re

from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from sitebuild.code import checks
from sitebuild.code.blocks import finished
from sitebuild.code.tracer_links import with_code
from sitebuild.pages.fences import TORCH

# a fence called python, or torch, whose first line has a prompt
SESSION = re.compile(
    r"^((?:[ \t]|>[ \t]?)*(?:`{3,}|~{3,})[ \t]*)(python3?|py3?|torch)\b(?=.*\n[ \t>]*>>> )", re.M
)


class CodeExtension(Extension):
    def __init__(self, **kwargs):
        self.config = {"language": ["ko", "that of the page, ko or en"]}
        super().__init__(**kwargs)

    def extendMarkdown(self, md):
        md.preprocessors.register(_TracerLinks(md), "tracer-links", 41)
        # before snippets are included (32) and fences read (25)
        md.preprocessors.register(_Sessions(md), "sessions", 40)
        # after snippets (32) and what a lab puts after its fences (28), before fences
        md.preprocessors.register(_Checks(md, self.getConfig("language")), "checks", 27)
        md.treeprocessors.register(_Marks(md), "check-marks", 3)
        # after all HTML is in its place again
        md.postprocessors.register(_Blocks(md, self.getConfig("language")), "code-blocks", 1)


class _Sessions(Preprocessor):
    """Pygments knows a session with prompts as pycon; one of PyTorch says so above it."""

    def run(self, lines):
        return SESSION.sub(_as_pycon, "\n".join(lines)).split("\n")


def _as_pycon(fence):
    title = ' title="PyTorch"' if fence[2] == TORCH else ""
    return f"{fence[1]}pycon{title}"


class _TracerLinks(Preprocessor):
    """Fences are still as the page has them."""

    def run(self, lines):
        return with_code("\n".join(lines)).split("\n")


class _Checks(Preprocessor):
    def __init__(self, md, language):
        super().__init__(md)
        self.language = language

    def run(self, lines):
        return checks.folded("\n".join(lines), self.language).split("\n")


class _Marks(Treeprocessor):
    def run(self, root):
        checks.unsearched(root)
        checks.placed(root)


class _Blocks(Postprocessor):
    def __init__(self, md, language):
        super().__init__(md)
        self.language = language

    def run(self, text):
        return finished(text, self.language)


def makeExtension(**kwargs):
    """What Python-Markdown calls for `sitebuild.code`."""
    return CodeExtension(**kwargs)
