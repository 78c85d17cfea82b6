"""Numbers stay readable on every colour that a figure can have, on light and on dark pages."""

import itertools
import re

import numpy as np
import pytest
from pages import ROOT

import draw

STYLES = (ROOT / "docs/theme/assets/stylesheets/figures.css").read_text("utf-8")
DARK = dict(re.findall(r"\.fill-(\w+) \{ fill: (#\w{6}); \}", STYLES))
AA = 4.5


def rgb(colour):
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def contrast(one, other):
    """As WCAG 2 defines it."""
    channels = np.array([one, other])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    low, high = sorted(linear @ [0.2126, 0.7152, 0.0722])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("paper", "palette"), [("#ffffff", draw.PALETTE), ("#1e2129", DARK)], ids=["light", "dark"]
)
def test_numbers_are_readable(paper, palette):
    paper, ink, quiet = rgb(paper), rgb(palette["ink"]), rgb(palette["quiet"])
    for number in range(len(draw.CELLS) + 1):
        for names in itertools.combinations(draw.CELLS, number):
            cover = draw.COVER[number]
            mixed = np.mean([rgb(palette[name]) for name in names], axis=0) if names else paper
            assert contrast(ink, paper + cover * (mixed - paper)) >= AA, names
            assert contrast(quiet, paper + draw.DIMMED * cover * (mixed - paper)) >= AA, ("cropped", *names)
    cover = draw.DEEPEST * draw.COVER[1]
    assert contrast(ink, paper + cover * (rgb(palette["count"]) - paper)) >= AA


@pytest.mark.parametrize("kind", ["fill", "stroke"])
def test_each_colour_has_its_dark_twin(kind):
    dark = STYLES[STYLES.index("slate") : STYLES.index("forced-colors")]
    assert set(re.findall(rf"\.{kind}-(\w+) \{{ {kind}: #\w{{6}}; \}}", dark)) == set(draw.PALETTE)
