"""The corners in a figure stand around what a hand can press or drag, all of it and nothing else."""

import numpy as np
import pytest
from javascript import call

from sitebuild.figures.live import VIEWS

TOUCHED = [
    path.relative_to(VIEWS).as_posix()
    for path in sorted(VIEWS.glob("*/*.ts"))
    if "export function touched" in path.read_text("utf-8")
]
STATES = {  # of those that are asked in one; else it is the first
    "convolution/strip.ts": {
        "n": 6,
        "kernel_size": 3,
        "strides": 2,
        "padding": 1,
        "dilation_rate": 1,
        "window": 0,
    }
}
EDGE = 0.02  # of a cell: on a wall itself either is right


def test_most_figures_are_touched():
    assert len(TOUCHED) >= 12


@pytest.mark.parametrize("name", TOUCHED)
def test_the_corners_are_around_what_is_touched(name):
    module = f"views/live/{name}"
    (drawing,) = call(module, "draw", [[]])
    state = STATES.get(name, {})
    (grips,) = call(module, "grips", [[state]])
    width, height = drawing["value"]["width"], drawing["value"]["height"]
    points = [(x, y) for x in np.arange(0.03, width, 0.31) for y in np.arange(0.03, height, 0.31)]
    found = [answer["value"] for answer in call(module, "touched", [[point, state] for point in points])]
    seen = 0
    for (x, y), touched in zip(points, found, strict=True):
        gaps = [
            max(left - x, x - left - wide, top - y, y - top - high)
            for left, top, wide, high in grips["value"]
        ]
        if abs(min(gaps)) > EDGE:
            assert (touched is not None) == (min(gaps) < 0), (x, y)
            seen += touched is not None
    assert seen > 5, "a finger finds it"
