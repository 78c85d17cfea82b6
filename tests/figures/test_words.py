"""The Korean of figures: no array's name is without, as the build finds, and no word is left over."""

import re

from sitebuild.figures.drawing import drawings
from sitebuild.figures.words import korean
from sitebuild.pages.page import ROOT, Page, all_pages

KOREAN = korean()


def test_every_word_is_drawn_somewhere():
    names = sorted({match["name"] for path in all_pages() for _, match in Page(path).figures})
    figures, errors = drawings(ROOT, names)
    assert not errors
    arrays = {array for figure in figures.values() for array in figure.drawn}
    named = {re.fullmatch(r"(.*?)( \d+)?", array.partition(",")[0])[1] for array in arrays}
    labels = "".join(figure.svg for figure in figures.values())
    written = {word for word in KOREAN if re.search(rf">{re.escape(word)}\b", labels)}
    assert named <= set(KOREAN)
    assert set(KOREAN) == (named | written)
