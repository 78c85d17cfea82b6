"""One walk over the text of a page: terms, foreign words, numbers, formulas and particles."""

from xml.etree.ElementTree import Element

from sitebuild.prose import foreign_words, formulas, particles
from sitebuild.prose.glossary import Terms
from sitebuild.prose.walker import pieces

UNTOUCHED = {"math", "pre", "script", "style", "svg"}
NOT_FOREIGN = {*UNTOUCHED, "code", "figure"}  # nor within formulas
NOT_PARTED = frozenset({"arithmatex", "answer"})  # a reader's answer is compared with what the example prints


def treat(root: Element, language: str, terms: Terms) -> None:
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
