"""A live figure begins as the drawing that stands in its place: the same numbers, texts, colours, in the same places."""

import xml.etree.ElementTree as ET
from collections import Counter

import numpy as np
import pytest
from javascript import call
from matplotlib import colors
from matplotlib.patches import Circle, FancyArrowPatch, Polygon, Rectangle
from snippet import drawing

import draw
from sitebuild.figures import live
from sitebuild.figures.collected import LIVE
from sitebuild.figures.formulas import typeset
from sitebuild.figures.live import VIEWS
from sitebuild.pages.page import Page, all_pages

PAGES = [Page(path) for path in all_pages()]
ASKED = {match["name"] for page in PAGES for _, match in page.figures if LIVE.search(match["attrs"])}
NAMES = {colour: name for name, colour in draw.PALETTE.items()}


def name_of(colour):
    return NAMES[colors.to_hex(colour)]


def rounded(*numbers):
    return tuple(np.round(np.concatenate([np.ravel(it) for it in numbers]), 3) + 0.0)


def of_text(text):
    x, y = text.get_position()
    return (
        "text",
        text.get_text(),
        text.get_ha(),
        text.get_weight(),
        name_of(text.get_color()),
        *rounded(x, y, text.get_size()),
    )


def of_patch(patch):
    """A rectangle, lines, an area or an arrow, as Matplotlib has it."""
    if isinstance(patch, FancyArrowPatch):
        ends = patch._posA_posB  # Matplotlib has no other way to ask
        return "arrow", name_of(patch.get_edgecolor()), *rounded(*ends, patch.get_linewidth())
    if isinstance(patch, Circle):
        (x, y), radius = patch.get_center(), patch.get_radius()
        places = x - radius, y - radius, 2 * radius, 2 * radius, patch.get_linewidth()
        return "circle", name_of(patch.get_edgecolor()), *rounded(places)
    strength = patch.get_alpha() if patch.get_fill() else patch.get_linewidth()
    colour = name_of(patch.get_facecolor()[:3] if patch.get_fill() else patch.get_edgecolor())
    if isinstance(patch, Rectangle):
        kind, places = (
            "fill" if patch.get_fill() else "frame",
            (*patch.get_xy(), patch.get_width(), patch.get_height()),
        )
        return kind, colour, patch.get_linestyle() != "solid", *rounded(places, strength)
    assert isinstance(patch, Polygon)
    points = patch.get_xy()[:-1] if patch.get_fill() else patch.get_xy()  # a closed one ends where it began
    if patch.get_fill():
        return "area", colour, *rounded(*points, strength)
    return "line", colour, patch.get_linestyle() != "solid", *rounded(*points, strength)


def of_picture(image):
    """An array that Matplotlib shows as a picture: its place, what is black and white, and each pixel."""
    left, right, bottom, top = image.get_extent()
    assert image.cmap.name == "gray"
    return (
        "picture",
        *rounded((left, top), (right - left, bottom - top), image.get_clim()),
        *np.ravel(image.get_array()),
    )


def of_shape(shape):
    """The same of a shape of instruments/views/live/kit."""
    kind, colour = shape["kind"], shape["colour"]
    if kind == "picture":
        return kind, *rounded(shape["at"], shape["size"], shape["limits"]), *np.ravel(shape["values"])
    if kind == "text":
        weight = "bold" if shape["bold"] else "normal"
        return "text", shape["text"], shape["align"], weight, colour, *rounded(shape["at"], shape["size"])
    if kind == "line":
        return kind, colour, shape["dashed"], *rounded(*shape["points"], shape["strength"])
    if shape.get("round"):
        return "circle", colour, *rounded(shape["at"], shape["size"], shape["strength"])
    if kind in ("fill", "frame"):
        return (
            kind,
            colour,
            shape.get("dashed", False),
            *rounded(shape["at"], shape["size"], shape["strength"]),
        )
    return kind, colour, *rounded(*shape["points"], shape["strength"])


@pytest.mark.parametrize(
    "text", ["$w_0$ = 37", "$∂E/∂h$", "padded $F_{ij}^{𝖳}x$", "$−α σ′(F)$", "plain", "5 $ each", "input $X$"]
)
def test_formulas_are_set_as_in_the_drawings(text):
    element = ET.Element("text", {"font-size": "1px"})
    element.text = text
    typeset(element, "tspan")
    set_by_python = [(run.text, run.get("class", ""), float(run.get("dy", 0))) for run in element] or [
        (text, "", 0)
    ]
    heights = np.cumsum([down for *_, down in set_by_python])
    (answer,) = call("views/live/kit/formula.ts", "runs", [[text]])
    assert [(it["characters"], it["look"]) for it in answer["value"]] == [it[:2] for it in set_by_python]
    assert [it["down"] for it in answer["value"]] == pytest.approx(heights)


def rounded_lists(array):
    return np.ma.asarray(array).tolist()


def test_each_view_has_its_figure():
    assert {path.relative_to(VIEWS).with_suffix("").as_posix() for path in VIEWS.glob("*/*.ts")} - ASKED == {
        path.relative_to(VIEWS).with_suffix("").as_posix() for path in VIEWS.glob("kit/*.ts")
    }


def test_one_without_words_is_told():
    name = sorted(ASKED)[0]
    figure = name.rpartition("/")[2]
    assert live.lacking(name, f"---\nlive: {{ {figure}: {{ some: words }} }}\n---\n") is None
    for text in ("", "---\nlive: { other: { some: words } }\n---\n"):
        assert f"no words for it; write live: {{ {figure}:" in live.lacking(name, text)


@pytest.mark.parametrize("name", sorted(ASKED))
def test_it_begins_as_the_drawing(name):
    fig = drawing(name)
    (answer,) = call(f"views/live/{name}.ts", "draw", [[]])
    awake = answer["value"]
    assert [awake["width"], awake["height"]] == pytest.approx(
        fig.get_size_inches() / draw.CELL - 2 * draw.MARGIN
    )
    assert awake["drawn"] == {key: rounded_lists(array) for key, array in fig.drawn.items()}
    texts = [text for text in fig.axes[0].texts if text.get_text()]
    drawn = Counter(
        [*map(of_text, texts), *map(of_patch, fig.axes[0].patches), *map(of_picture, fig.axes[0].images)]
    )
    shown = Counter(map(of_shape, awake["shapes"]))
    assert len(drawn) > 20 or fig.axes[0].images
    keys = Counter(shape["key"] for shape in awake["shapes"])
    assert max(keys.values()) == 1, f"only one of {keys.most_common(3)} is shown"
    assert not drawn - shown, "drawn, and not there when it wakes"
    assert not shown - drawn, "there when it wakes, and not drawn"
