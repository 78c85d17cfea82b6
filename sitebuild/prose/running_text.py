"""One walk over the text of a page: quotation marks, terms, foreign words, numbers, formulas and particles.

Words of the other language say so, for a screen reader to pronounce them: 합성곱(convolution), overlap · 겹침.
"""

import re
from xml.etree.ElementTree import Element

from sitebuild.prose import formulas, particles, quotes
from sitebuild.prose.glossary import Terms
from sitebuild.prose.walker import pieces, split

FOREIGN = {
    "ko": ("en", re.compile(r"(?<=\()[A-Za-z][A-Za-z -]+(?=\))|(?<= · )[A-Za-z][A-Za-z, -]+$")),
    "en": ("ko", re.compile(r"[가-힣](?:[가-힣, ]*[가-힣])?")),
}
UNTOUCHED = {"math", "pre", "script", "style", "svg"}
NOT_FOREIGN = {*UNTOUCHED, "code", "figure"}  # nor within formulas
HEADINGS = {f"h{level}" for level in range(1, 7)}  # which the contents repeat, as text
NOT_PARTED = frozenset({"arithmatex", "answer"})  # a reader's answer is compared with what the example prints


def treat(root: Element, language: str, terms: Terms) -> None:
    """Set quotation marks in the tree, mark terms and foreign words, and keep Korean particles with their words."""
    if terms.are_defined_in(root):
        terms = Terms("", "")
    marks = quotes.Marks()
    for piece in list(pieces(root)):
        marks.curl(piece)
        if not piece.is_tail:
            terms.meet(piece.owner)
        if not piece.text or piece.stands_in(UNTOUCHED):
            continue
        parts = terms.marked(piece)
        if not piece.stands_in({"code"}, NOT_PARTED):
            parts = formulas.thousands_parted(parts)
        if not piece.stands_in(NOT_FOREIGN, particles.FORMULA):
            parts = _with_foreign_words(parts, language)
        if not piece.stands_in({"code"}, particles.FORMULA):
            parts = formulas.joined(piece, formulas.kept(parts))
            if not piece.stands_in(HEADINGS):
                parts = formulas.lettered(formulas.with_quantities(parts))
            if piece.owner.tag == "a" and not piece.is_tail:
                parts = formulas.pair_kept(parts)
        elif piece.owner.tag == "code" and not piece.is_tail:
            formulas.keep_code(piece.owner)
            parts = formulas.given_kept(piece.owner, parts)
        if not piece.stands_in(set(), particles.FORMULA):
            piece, parts = particles.kept(piece, parts)
        piece.replace(parts)


def _with_foreign_words(parts: list[str | Element], language: str) -> list[str | Element]:
    """Parts of a text in this language with its foreign words in elements of their own."""
    other, words = FOREIGN[language]

    def element(match):
        span = Element("span", {"lang": other})
        span.text = match[0]
        return span

    return split(parts, words, element)
