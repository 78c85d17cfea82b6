"""The prose of a page, as a Python-Markdown extension: one walk over its text for terms, foreign words, numbers, formulas
and particles."""

import os
from pathlib import Path

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from sitebuild.prose import foreign_words, formulas, particles
from sitebuild.prose.glossary import Terms, text_of
from sitebuild.prose.walker import pieces

UNTOUCHED = {"math", "pre", "script", "style", "svg"}
NOT_FOREIGN = {*UNTOUCHED, "code", "figure"}  # nor within formulas


class ProseExtension(Extension):
    def __init__(self, **kwargs):
        self.config = {
            "language": ["ko", "that of the page, ko or en"],
            "glossary": ["", "file with the terms; empty for none"],
            "glossary_link": ["/glossary.md", "how pages link to it, before #id"],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md):
        # after the table of contents (5) and what attributes say (8), before MkDocs looks at addresses (0)
        md.treeprocessors.register(_Prose(md, self.getConfigs()), "prose", 4)


class _Prose(Treeprocessor):
    def __init__(self, md, settings):
        super().__init__(md)
        self.language, self.link = settings["language"], settings["glossary_link"]
        self.glossary = settings["glossary"] and Path(os.fspath(settings["glossary"]))

    def run(self, root):
        text = text_of(self.glossary) if self.glossary else ""
        treat(root, self.language, Terms(text, self.link))


NOT_PARTED = frozenset({"arithmatex", "answer"})  # a reader's answer is compared with what the example prints


def treat(root, language: str, terms: Terms) -> None:
    """Mark terms and foreign words in the tree, and keep Korean particles with their words."""
    if terms.are_defined_in(root):
        terms = Terms("", "")
    for piece in list(pieces(root)):
        if not piece.is_tail:
            terms.meet(piece.owner)
        if not piece.text or piece.stands_in(UNTOUCHED):
            continue
        parts = terms.marked(piece)
        if not piece.stands_in({"code"}, NOT_PARTED):
            parts = formulas.thousands_parted(parts)
        if not piece.stands_in(NOT_FOREIGN, particles.FORMULA):
            parts = foreign_words.marked(parts, language)
        if not piece.stands_in({"code"}, particles.FORMULA):
            parts = formulas.joined(piece, formulas.kept(parts))
        elif piece.owner.tag == "code" and not piece.is_tail:
            formulas.keep_code(piece.owner)
        if not piece.stands_in(set(), particles.FORMULA):
            piece, parts = particles.kept(piece, parts)
        piece.replace(parts)


def makeExtension(**kwargs):
    """What Python-Markdown calls for `sitebuild.prose`."""
    return ProseExtension(**kwargs)
