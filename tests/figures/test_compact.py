"""Shorter SVG shows the same: Matplotlib reads the paths back, and each element keeps its look."""

import io
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.patches import Circle, Rectangle

from sitebuild.figures import svg
from sitebuild.figures.compact import short

SVG = "{http://www.w3.org/2000/svg}"
LOOK = (
    "fill",
    "stroke",
    "stroke-width",
    "fill-opacity",
    "opacity",
    "class",
    "font-size",
    "text-anchor",
    "clip-path",
)


def walked(d):
    """The corners and ends of each line in path data, by SVG's rules."""
    words = "".join(f" {c} " if c.isalpha() else f" {c}" if c == "-" else c for c in d).split()
    lines, here, start, command = [], np.zeros(2), np.zeros(2), ""
    while words:
        if words[0].isalpha():
            command = words.pop(0)
        if command in "zZ":
            here = start
        else:
            count = {"m": 2, "l": 2, "h": 1, "v": 1, "q": 4, "c": 6}[command.lower()]
            numbers = [float(words.pop(0)) for _ in range(count)]
            pairs = {"h": [numbers[0], 0], "v": [0, numbers[0]]}.get(command, numbers)
            steps = np.reshape(pairs, (-1, 2)) + (0 if command.isupper() else here)
            if command in "mM":
                lines.append([])
            lines[-1] += steps.tolist()
            here = steps[-1]
            start = here if command in "mM" else start
            command = {"m": "l", "M": "L"}.get(command, command)
    return lines


@pytest.mark.parametrize(
    "d",
    [
        "M 3.96 20.16 L 21.96 20.16 L 21.96 38.16 L 3.96 38.16 z",
        "M 10 10.05 L 9.5 10.75 L 9.5 0 L -0.25 0 z M 1 2 L 3 2",
        "M 39.96 97.56 Q 66.06 113.76 91.35 129.45",
        "M 6 5 C 6 5.26 5.89 5.52 5.7 5.7 C 5.52 5.89 5.26 6 5 6 z M 0 0 L 0.007 7",
    ],
)
def test_short_path_goes_the_same_way(d):
    assert len(short(d)) < len(d)
    for shortened, line in zip(walked(short(d)), walked(d), strict=True):
        assert np.allclose(shortened, line, atol=0.0051)


def test_a_closing_line_is_left_to_z():
    around = "M 0 0 L 4 0 L 4 4 L 0 4"
    assert short(f"{around} L 0 0 z") == short(f"{around} z")
    assert short(f"{around} L 0 0") != short(around)


@pytest.fixture(scope="module")
def drawings():
    """The same figure as Matplotlib wrote it and as it stands in a page."""
    fig = plt.figure(figsize=(2, 2))
    whole = fig.add_axes((0, 0, 1, 1), xlim=(0, 8), ylim=(0, 8))
    whole.axis("off")
    for column in range(4):
        whole.add_patch(Rectangle((column, 1), 1, 1, facecolor="#3f83f8", alpha=0.5, linewidth=0))
    for column in range(4):
        whole.add_patch(Rectangle((column, 1), 1, 1, fill=False, edgecolor="#a79f90", linewidth=0.6))
        whole.text(column + 0.5, 1.5, str(column), color="#1f1c17", ha="center")
    whole.add_patch(Circle((4, 4), 1, facecolor="#f5801f", edgecolor="#1f1c17", alpha=0.3))
    whole.add_patch(Circle((5, 4), 1, facecolor="#f5801f", edgecolor="#1f1c17", alpha=0.3))
    part = fig.add_axes((0.6, 0.6, 0.3, 0.3), xlim=(0, 1), ylim=(0, 1))
    part.plot([-1, 2], [0, 1], color="#b5123b")
    buffer = io.StringIO()
    with plt.rc_context({"svg.fonttype": "none", "svg.hashsalt": "test"}):
        fig.savefig(buffer, format="svg")
    plt.close(fig)
    return buffer.getvalue(), svg.clean(buffer.getvalue(), {}, {})["svg"]


def looks(text, tag):
    """Each element of this tag with all that it is told by itself and its groups; paths one by one."""
    found = []

    def visit(element, inherited):
        style = dict(part.split(": ") for part in element.get("style", "").split("; ") if part)
        own = {**inherited, **{key: v for key, v in {**style, **element.attrib}.items() if key in LOOK}}
        if element.tag == SVG + tag:
            lines = [element.text] if tag == "text" else walked(element.get("d"))
            found.extend((line, own) for line in lines)
        if element.tag != f"{SVG}defs":
            for child in element:
                visit(child, own)

    visit(ET.fromstring(text), {})
    return found


def test_every_path_is_there_with_its_place_and_look(drawings):
    raw, clean = (looks(text, "path") for text in drawings)
    raw = [(points, look) for points, look in raw if look.get("fill") != "none" or "stroke" in look]
    assert len(raw) == len(clean) > 10
    whole = next(look["clip-path"] for _, look in raw if "clip-path" in look)
    for (before, told), (after, look) in zip(raw, clean, strict=True):
        before = before[:-1] if len(before) == len(after) + 1 else before  # the closing line
        assert np.allclose(before, after, atol=0.006)
        opacity = [value.get("opacity", value.get("fill-opacity")) for value in (told, look)]
        assert opacity[0] == opacity[1]
        assert [told.get(key) for key in ("fill", "stroke")] == [look.get(key) for key in ("fill", "stroke")]
        assert (told.get("clip-path") in (None, whole)) == ("clip-path" not in look)


def test_neighbours_share_what_they_have_in_common(drawings):
    raw, clean = drawings
    assert [text for text, _ in looks(clean, "text")[:4]] == ["0", "1", "2", "3"]
    root = ET.fromstring(clean)
    assert len(root.findall(f"{SVG}g/{SVG}path")) == 4, "translucent fills stay apart, in a group"
    assert clean.count("#a79f90") < raw.count("#a79f90"), "outlines are one path"
    assert sum("opacity" in e.attrib for e in root.iter(f"{SVG}path")) == 2, (
        "what is outlined and seen through"
    )
