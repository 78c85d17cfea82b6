"""Numbers stay readable on every colour that a figure can have, on light and on dark pages."""

import itertools
import re

import numpy as np
import pytest

import draw
from sitebuild.pages.page import ROOT

STYLES = ROOT / "docs/theme/assets/stylesheets"
FIGURES, SITE = ((STYLES / name).read_text("utf-8") for name in ("figures.css", "site.css"))
PAIR = r"light-dark\((#\w{6}), (#\w{6})\);"
FILLS = {name: pair for name, *pair in re.findall(rf"\.fill-(\w+) {{ fill: {PAIR}", FIGURES)}
STROKES = {name: pair for name, *pair in re.findall(rf"\.stroke-(\w+) {{ stroke: {PAIR}", FIGURES)}
PAPER = re.search(rf"--paper: {PAIR}", SITE).groups()
TEXT, OUTLINE = 4.5, 3  # the least contrast that WCAG asks for, level AA


def rgb(colour):
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def contrast(one, other):
    """As WCAG 2 defines it."""
    channels = np.array([one, other])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    low, high = sorted(linear @ [0.2126, 0.7152, 0.0722])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_numbers_are_readable(scheme):
    palette = {name: rgb(pair[scheme]) for name, pair in FILLS.items()}
    paper, ink, quiet = rgb(PAPER[scheme]), palette["ink"], palette["quiet"]
    for name, cover in itertools.product(draw.CELLS, draw.COVER):
        assert contrast(ink, paper + cover * (palette[name] - paper)) >= TEXT, (name, cover)
        assert contrast(quiet, paper + draw.DIMMED * cover * (palette[name] - paper)) >= TEXT, (
            "cropped",
            name,
        )
    cover = draw.DEEPEST * draw.COVER[1]
    assert contrast(ink, paper + cover * (palette["count"] - paper)) >= TEXT


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_outlines_are_seen(scheme):
    for name in set(STROKES) - {"line"}:
        assert contrast(rgb(PAPER[scheme]), rgb(STROKES[name][scheme])) >= OUTLINE, name


def test_the_page_knows_every_colour():
    assert set(STROKES) == set(draw.PALETTE)
    assert {name: light for name, (light, _) in FILLS.items()} == draw.PALETTE
