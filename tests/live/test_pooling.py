"""Each state of the live figures of pooling, judged by TensorFlow."""

import numpy as np
import pytest
from javascript import call
from reference import pool
from sklearn.datasets import load_digits

VIEW = "views/live/pooling/shift.ts"


def test_each_shift_of_the_digit():
    small, shifts = 4 * np.floor(load_digits().images[0] / 4), range(-2, 3)
    drawn, said = (call(VIEW, name, [[{"shift": shift}] for shift in shifts]) for name in ("draw", "says"))
    before = {kind: pool(np.pad(small, 2), 2, kind=kind) for kind in ("max", "average")}
    for shift, drawing, saying in zip(shifts, drawn, said, strict=True):
        moved = np.pad(small, ((2, 2), (2 + shift, 2 - shift)))
        shown, shapes = drawing["value"]["drawn"], drawing["value"]["shapes"]
        assert shown["digit"] == moved.tolist()
        counts = []
        for kind, map_before in before.items():
            pooled = pool(moved, 2, kind=kind)
            assert shown[f"pooled, {kind}"] == pooled.tolist()
            changed = [tuple(place) for place in np.argwhere(pooled != map_before).tolist()]
            counts.append(len(changed))
            marks = [it["key"] for it in shapes if it["kind"] == "frame" and it["colour"] == "focus"]
            framed = {f"{kind} {y},{x} changed window" for y, x in changed}
            assert framed == {key for key in marks if key.startswith(kind)}
            assert f"≠ {len(changed)} / 36" in [it.get("text") for it in shapes]
            if abs(shift) == 2:
                np.testing.assert_array_equal(pooled, np.roll(map_before, shift // 2, axis=1))
        kind = {0: "still", 1: "shifted", 2: "stride"}[abs(shift)]
        assert saying["value"] == [kind, shift, *counts, 36]
        assert (kind == "still") == (counts == [0, 0])


def test_the_digit_is_dragged():
    assert call(VIEW, "touched", [[(7, 4), {"shift": 1}], [(1, 10), {"shift": 1}]]) == [
        {"value": {"shift": 1}},
        {"value": None},
    ]
    drags = [[{"shift": 1}, (by, 0)] for by in (-5, -1, -0.2, 0.2, 0.5, 5)]
    assert [it["value"]["shift"] for it in call(VIEW, "dragged", drags)] == [-2, -1, 1, 1, 2, 2]


@pytest.mark.parametrize("shift", [-1, 1])
def test_what_moves_is_told_by_its_pixel(shift):
    """The same pixel has the same key at its new place, so it is seen to move."""
    still, moved = (
        {it["key"]: it["at"] for it in drawing["value"]["shapes"] if it["key"].startswith("pixel")}
        for drawing in call(VIEW, "draw", [[{"shift": 0}], [{"shift": shift}]])
    )
    assert len(still) > 20
    assert still.keys() == moved.keys()
    for key, (x, y) in still.items():
        assert moved[key] == pytest.approx([x + 0.5 * shift, y])
