"""What pages have beyond Markdown, as one Python-Markdown extension: here stands which step comes after which.

Wherever Python-Markdown runs the same text comes out. What asks a build for its figures and labs is added by their plugins:
sitebuild/figures/markdown.py, sitebuild/figures/beside.py, sitebuild/labs/markdown.py.
"""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from sitebuild.code import blocks, fences, tracer_links
from sitebuild.prose import glossary, ledger, letters, mathml, quotes, references, running_text
from sitebuild.prose.questions import Questions

CUSTOM_ELEMENTS = ["conv-explorer", "shape-tracer"]  # blocks, with what is seen without scripts in them


class TextStep(Preprocessor):
    """A step over the page's Markdown as one text."""

    def __init__(self, md, step: Callable[[str], str]) -> None:
        super().__init__(md)
        self.step = step

    def run(self, lines: list[str]) -> list[str]:
        return self.step("\n".join(lines)).split("\n")


class TreeStep(Treeprocessor):
    """A step that changes the page's element tree."""

    def __init__(self, md, step: Callable[[Element], None]) -> None:
        super().__init__(md)
        self.step = step

    def run(self, root: Element) -> None:
        self.step(root)


class HtmlStep(Postprocessor):
    """A step over the page's HTML as one text."""

    def __init__(self, md, step: Callable[[str], str]) -> None:
        super().__init__(md)
        self.step = step

    def run(self, text: str) -> str:
        return self.step(text)


class SiteExtension(Extension):
    def __init__(self, **kwargs) -> None:
        self.config = {
            "language": ["ko", "that of the page, ko or en"],
            "glossary": ["", "file with the terms; empty for none"],
            "glossary_link": ["/glossary.md", "how pages link to it, before #id"],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md) -> None:
        md.block_level_elements.extend(CUSTOM_ELEMENTS)
        language = self.getConfig("language")
        questions = Questions(language)
        # the higher number comes first; of other extensions: whitespace is normalised at 30, which destroys what is
        # put aside before; snippets are included at 32, fences read at 25
        on_text: list[tuple[str, int, Callable[[str], str]]] = [
            ("tracer-links", 41, tracer_links.with_code),  # fences are still as the page has them
            ("sessions", 40, fences.sessions_as_pycon),
            ("ledger", 40, partial(ledger.replaced, language=language)),
            ("letters", 40, partial(letters.replaced, language=language)),
            ("question-outputs", 29, questions.read),
            ("checks", 27, partial(fences.folded, language=language)),  # after a lab's outputs (28)
        ]
        # after attributes (8) and the table of contents (5), whose titles keep their TeX until then; before a wide
        # window's columns (2), and before MkDocs looks at addresses (0)
        on_tree: list[tuple[str, int, Callable[[Element], None]]] = [
            ("titles", 4, partial(quotes.curl_titles, md=md)),
            ("prose", 4, self.treat_prose),
            ("questions", 4, questions.ask),
            ("references", 4, references.mark),
            ("check-marks", 3, fences.mark_checks),
            ("mathml", 3, partial(mathml.replace, md=md)),
        ]
        for name, priority, text_step in on_text:
            md.preprocessors.register(TextStep(md, text_step), name, priority)
        for name, priority, tree_step in on_tree:
            md.treeprocessors.register(TreeStep(md, tree_step), name, priority)
        # when all HTML is in its place again
        md.postprocessors.register(HtmlStep(md, partial(blocks.finished, language=language)), "code", 1)

    def treat_prose(self, root: Element) -> None:
        path = os.fspath(self.getConfig("glossary"))
        text = glossary.text_of(Path(path)) if path else ""  # read anew: it may change while it is served
        terms = glossary.Terms(text, self.getConfig("glossary_link"))
        running_text.treat(root, self.getConfig("language"), terms)


def makeExtension(**kwargs) -> SiteExtension:
    """What Python-Markdown calls for `sitebuild.markdown`."""
    return SiteExtension(**kwargs)
