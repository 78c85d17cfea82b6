"""The places of the windows that the reader moves, judged by Keras; what is drawn is where it belongs."""

import itertools

import keras
import numpy as np
import pytest
from javascript import call

FOLDER = "views/live/data_shapes"


def asked(name, windows):
    """[(drawing, what is said, what the handle says)] of each place of the window."""
    states = [[{"window": window}] for window in windows]
    drawn, said = (call(f"{FOLDER}/{name}.ts", function, states) for function in ("draw", "says"))
    return [(drawing["value"], saying["value"]) for drawing, saying in zip(drawn, said, strict=True)]


def shape_of(drawing, kind, key):
    (found,) = [it for it in drawing["shapes"] if it["kind"] == kind and it["key"] == key]
    return found


def test_one_direction():
    for window, (drawing, said) in enumerate(asked("one_direction", range(4))):
        table, kernel = (np.array(drawing["drawn"][name], "float32") for name in ("input", "kernel"))
        layer = keras.layers.Conv1D(1, 3, use_bias=False)
        layer.build((1, *table.shape))
        layer.set_weights([kernel[..., None]])
        result = layer(table[None])[0].numpy()
        assert drawing["drawn"]["output"] == result.tolist()
        assert said == ["place", window, window + 2, result[window, 0]]
        assert shape_of(drawing, "frame", "here window")["at"] == [2.7, 1.5 + window]
        assert shape_of(drawing, "frame", "result window")["at"][1] == 1.5 + window


def test_two_directions():
    shape = keras.layers.Conv2D(1, 3).compute_output_shape((1, 5, 6, 3))[1:3]
    places = list(itertools.product(*map(range, shape)))
    drawn = asked("two_directions", range(len(places)))
    for number, ((row, column), (drawing, said)) in enumerate(zip(places, drawn, strict=True), 1):
        assert said == ["place", row, column, 3]
        assert drawing["drawn"]["positions"][row][column] == number
        assert shape_of(drawing, "fill", "here blue")["at"] == [1.9 + column, 1.5 + row]
        assert shape_of(drawing, "frame", "number window")["at"] == [10 + column, 2.5 + row]
        onward = {it["key"] for it in drawing["shapes"] if it["kind"] == "arrow"}
        assert onward == {
            name
            for name, more in (("right arrow", column + 1 < shape[1]), ("down arrow", row + 1 < shape[0]))
            if more
        }


def test_three_directions():
    shape = keras.layers.Conv3D(1, (2, 3, 3)).compute_output_shape((1, 3, 5, 6, 3))[1:4]
    places = list(itertools.product(*map(range, shape)))
    drawn = asked("three_directions", range(len(places)))
    for number, ((image, row, column), (drawing, said)) in enumerate(zip(places, drawn, strict=True), 1):
        assert said == ["place", image, row, column, 3]
        assert drawing["drawn"][f"positions, image={image}"][row][column] == number
        for part in (0, 1):
            corner = [(0.1, 4.95, 9.8)[image + part] + 0.62 * column, 2.3 + 0.62 * row]
            assert shape_of(drawing, "fill", f"part {part} blue")["at"] == pytest.approx(corner)
        assert shape_of(drawing, "frame", "number window")["at"] == [(2.2, 8.2)[image] + column, 8.2 + row]


@pytest.mark.parametrize(
    ("name", "drags"),
    [
        ("one_direction", {(0, (0, 1.2)): 1, (2, (3, 9)): 3, (3, (0, -1)): 2, (1, (9, 0)): 1}),
        ("two_directions", {(0, (1, 0)): 1, (0, (0, 1)): 4, (11, (1, 1)): 11, (5, (-1, -1)): 0}),
        ("three_directions", {(0, (0.62, 0.62)): 5, (0, (4.9, 0)): 12, (23, (5, 5)): 23, (12, (-4.9, 0)): 0}),
    ],
)
def test_the_window_is_dragged_as_far_as_it_goes(name, drags):
    cases = [[{"window": window}, by] for window, by in drags]
    assert [it["value"]["window"] for it in call(f"{FOLDER}/{name}.ts", "dragged", cases)] == [
        *drags.values()
    ]


@pytest.mark.parametrize(
    ("name", "presses"),
    [
        ("one_direction", {(3, 3): 0, (3, 7.4): 3, (1, 3): None, (12, 3.6): 2, (12, 6): None}),
        (
            "two_directions",
            {(2, 2): 0, (7.8, 6.4): 11, (4.4, 4): 5, (9.5, 3): None, (11.2, 3): 1, (13.9, 4.9): 11},
        ),
        (
            "three_directions",
            {
                (0.3, 2.5): 0,
                (5.2, 2.5): 12,
                (15, 4): None,
                (6.5, 3.85): 17,
                (2.5, 8.3): 0,
                (5.9, 10.5): 11,
                (8.3, 9.3): 16,
            },
        ),
    ],
)
def test_the_window_comes_to_the_pointer(name, presses):
    found = [it["value"] for it in call(f"{FOLDER}/{name}.ts", "touched", [[at] for at in presses])]
    assert found == [None if window is None else {"window": window} for window in presses.values()]
