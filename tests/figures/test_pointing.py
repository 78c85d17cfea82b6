"""Sentences that point at cells of a figure: the place that stands in the page is that of the cells, and holds what is said."""

import re

import numpy as np
import pytest
from chapters import CHAPTERS
from snippet import drawing

from sitebuild.figures.pointing import TARGET, pointed, rectangle
from sitebuild.figures.record import Figure
from sitebuild.pages.page import Page, all_pages

LINK = re.compile(r'\[(?P<text>[^\[\]]+)\]\([^()]*\)\{ lights="(?P<target>[^"]+)" \}')
POINTERS = [
    (page, match)
    for page in map(Page, all_pages())
    for match in LINK.finditer(page.prose.replace("&nbsp;", " "))
]
FIGURE = '<figure id="figure-it" data-live="chapter/it"><img data-figure="chapter/it"><figcaption>What.</figcaption></figure>'
PLACES = {"canvas": [1.5, 2, 0.5, [5, 4]], "row": [0, 1, 1, [3]], "one": [4, 4, 2, []]}


def lit(target):
    """What becomes of a link with this target."""
    link = f'<p><a href="#sum" lights="{target}">10</a></p>'
    content = pointed(FIGURE + link, {"chapter/it": Figure("", {}, {}, PLACES)}.get)
    return content.removeprefix(FIGURE)


@pytest.mark.parametrize(
    ("target", "place"),
    {
        "it.canvas[2, 1]": "2 3 0.5 0.5",
        "it.canvas[1:3, 2:]": "2.5 2.5 1 1",
        "it.canvas[:, 3]": "3 2 0.5 2.5",
        "it.canvas[4]": "1.5 4 2 0.5",
        "it.canvas": "1.5 2 2 2.5",
        "it.row[1]": "1 1 1 1",
        "it.row": "0 1 3 1",
        "it.one": "4 4 2 2",
    }.items(),
)
def test_a_link_has_the_place_of_its_cells(target, place):
    assert lit(target) == f'<p><a href="#sum" data-lights="figure-it {place}">10</a></p>'


@pytest.mark.parametrize(
    ("target", "wrong"),
    {
        "other.canvas": "of this page",
        "it.canvas[1": "of this page",
        "it.map": "has the grids canvas, row, one",
        "it.canvas[5, 0]": "out of range",
        "it.canvas[3:3]": "takes nothing",
        "it.row[0, 0]": "has 1 axes",
    }.items(),
)
def test_a_target_that_is_none_is_told(target, wrong):
    with pytest.raises(ValueError, match=wrong) as told:
        lit(target)
    assert target in str(told.value)


def test_the_page_has_the_script():
    with pytest.raises(ValueError, match="comes with one"):
        pointed('<a href="#sum" lights="it.canvas">10</a>', {}.get)


@pytest.mark.parametrize(("page", "link"), POINTERS)
def test_a_number_is_in_each_cell_that_it_lights(page, link):
    target = TARGET.fullmatch(link["target"])
    (name,) = {it["name"] for _, it in page.figures if it["name"].endswith(f"/{target['figure']}")}
    fig = drawing(name)
    assert min(rectangle(fig.places[target["grid"]], target["index"])[2:]) > 0
    if re.fullmatch(r"[\d.]+", link["text"]):
        cells = eval(f"array[{target['index'] or '...'}]", {"array": np.asarray(fig.drawn[target["grid"]])})
        assert set(np.ravel(cells)) == {float(link["text"])}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_chapter_points(language):
    pages = {page.path.stem for page, _ in POINTERS if page.path.parent.name == language}
    assert pages >= set(CHAPTERS)
