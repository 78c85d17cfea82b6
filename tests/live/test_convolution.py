"""Each place of the window that the reader moves, judged by TensorFlow."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from javascript import call
from scipy.signal import convolve2d, correlate2d

VIEW = "views/live/convolution/sliding.ts"


def test_each_place_has_its_sum():
    image, kernel = np.arange(1.0, 10).reshape(1, 3, 3, 1), np.array([[1.0, 2], [3, 4]]).reshape(2, 2, 1, 1)
    sums = tf.nn.conv2d(image, kernel, 1, "VALID")[0, ..., 0].numpy()
    states = [[{"window": window}] for window in range(4)]
    drawn, said = (call(VIEW, name, states) for name in ("draw", "says"))
    for place, drawing, saying in zip(np.ndindex(2, 2), drawn, said, strict=True):
        assert saying["value"] == ["sum", *place, sums[place]]
        assert drawing["value"]["drawn"]["feature map"] == sums.tolist()
        (terms,) = [it["text"] for it in drawing["value"]["shapes"] if "·" in it.get("text", "")]
        written, total = terms.split(" = ")
        assert eval(written.replace("·", "*")) == float(total) == sums[place]


def test_the_window_comes_to_the_pointer():
    points = [(0.5, 1.2), (3.1, 1.2), (0.5, 3.8), (3.1, 3.8), (5, 2), (0.1, 2), (1, 4.2)]
    found = [answer["value"] for answer in call(VIEW, "touched", [[point] for point in points])]
    assert found == [*({"window": window} for window in range(4)), None, None, None]


def test_the_window_comes_to_the_cell_of_the_map():
    (drawing,) = call(VIEW, "draw", [[]])
    sums = [str(value) for value in np.ravel(drawing["value"]["drawn"]["feature map"])]
    cells = [it for it in drawing["value"]["shapes"] if it.get("text") in sums and it["at"][0] > 8]
    assert [it["text"] for it in cells] == sums
    found = [it["value"] for it in call(VIEW, "touched", [[it["at"]] for it in cells])]
    assert found == [{"window": window} for window in range(4)]


def test_the_window_goes_as_far_as_the_pointer():
    """From each of its places, a cell each way: it stops at the image's edge."""
    steps = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
    drags = [({"window": window}, (x * 0.9, y * 0.9)) for window in range(4) for y, x in steps]
    wanted = [
        int(np.ravel_multi_index(np.clip(np.add(np.unravel_index(window, (2, 2)), step), 0, 1), (2, 2)))
        for window in range(4)
        for step in steps
    ]
    assert [it["value"]["window"] for it in call(VIEW, "dragged", drags)] == wanted


STRIP = "views/live/convolution/strip.ts"
SETTINGS = [
    {"n": n, "kernel_size": k, "strides": s, "padding": same, "dilation_rate": d}
    for n in range(3, 9)
    for k in range(1, 5)
    for s in (1, 2, 3)
    for same in (0, 1)
    for d in (1, 2)
]


def slid(row, state):
    """What TensorFlow makes of a row with a kernel of ones; it takes strides and dilation together, as Keras does not."""
    kernel = np.ones((1, state["kernel_size"], 1, 1))
    padding, dilations = ("VALID", "SAME")[state["padding"]], [1, state["dilation_rate"]]
    return tf.nn.conv2d(row[None, None, :, None], kernel, [1, state["strides"]], padding, dilations=dilations)


def test_a_strip_of_any_setting():
    kinds = set()
    drawn, said = (
        call(STRIP, name, [[{**state, "window": 0}] for state in SETTINGS]) for name in ("draw", "says")
    )
    for state, drawing, saying in zip(SETTINGS, drawn, said, strict=True):
        n, reach = state["n"], (state["kernel_size"] - 1) * state["dilation_rate"] + 1
        shown, (kind, *values) = drawing["value"]["drawn"], saying["value"]
        kinds.add(kind)
        texts = [it["text"] for it in drawing["value"]["shapes"] if it["kind"] == "text"]
        if kind == "window":
            assert values == [reach, n] and reach > n and not state["padding"]
            assert not [name for name in shown if name.startswith("output")]
            size = (n - reach) // state["strides"] + 1
            assert texts[-1].endswith(f" = {size} < 1".replace("-", "−"))
            assert shown["cropped"] == list(range(1, n + 1))
            with pytest.raises(ValueError, match="zero or negative"):
                keras.layers.Conv1D(1, state["kernel_size"], dilation_rate=state["dilation_rate"]).build(
                    (1, n, 1)
                )
            continue
        output = slid(np.arange(1.0, n + 1), state).numpy().ravel()
        assert [shown[f"output {i}"] for i in range(1, output.size + 1)] == output.tolist()
        assert texts[-1].endswith(f" = {output.size}")
        row = [
            one if one is not None else other
            for one, other in zip(shown["padded"], shown["cropped"], strict=True)
        ]
        before, after = (row.index(1), len(row) - row.index(n) - 1)
        assert row == [0] * before + list(range(1, n + 1)) + [0] * after
        # what is padded is padded: VALID makes the same of it
        np.testing.assert_array_equal(
            slid(np.array(row, float), {**state, "padding": 0}).numpy().ravel(), output
        )
        reached = [slid(one, {**state, "padding": 0}).numpy().any() for one in np.eye(len(row))]
        assert [cell is not None for cell in shown["padded"]] == reached
        refused = state["strides"] > 1 and state["dilation_rate"] > 1
        assert kind == (
            "dilation" if refused else "zeros" if before + after else "all" if all(reached) else "unseen"
        )
        counts = {"zeros": [before, after], "unseen": [reached.count(False)]}.get(kind, [])
        assert values[:-1] == ([] if kind == "dilation" else [output.size, *counts])
    assert kinds == {"all", "unseen", "zeros", "window", "dilation"}


def test_the_chosen_window_lights_and_says_what_it_adds_up():
    """Of a row whose numbers are all different, so that the lit ones can only be these."""
    for state in SETTINGS[::5]:
        count = slid(np.arange(1.0, state["n"] + 1), {**state, "padding": 1}).shape[2]
        states = [[{**state, "padding": 1, "window": window}] for window in range(count)]
        for window, (drawing, said) in enumerate(
            zip(call(STRIP, "draw", states), call(STRIP, "says", states), strict=True)
        ):
            shapes, shown = drawing["value"]["shapes"], drawing["value"]["drawn"]
            lit = [
                it["key"].split() for it in shapes if it["kind"] == "fill" and it["key"].startswith("padded")
            ]
            places = [int(key[1].split(",")[1]) for key in lit]
            total = shown[f"output {window + 1}"]
            assert sum(shown["padded"][place] for place in places) == total
            assert len(places) == state["kernel_size"]
            name, *sums = said["value"][-1].removesuffix(".").split(" = ")
            assert name == f"output[{window}]" and {sum(map(int, it.split(" + "))) for it in sums} == {total}


def test_a_window_of_the_strip_is_taken_by_its_output():
    state = {"n": 8, "kernel_size": 3, "strides": 2, "padding": 0, "dilation_rate": 1, "window": 1}
    points = [(3.3, 1), (4.7, 4.5), (6.5, 1.5), (11, 4)]
    found = [it["value"]["window"] for it in call(STRIP, "touched", [[point, state] for point in points])]
    assert found == [0, 0, 1, 2]
    drags = [[state, (by, 0)] for by in (-9, -2, -0.5, 0.5, 2, 9)]
    assert [it["value"]["window"] for it in call(STRIP, "dragged", drags)] == [0, 0, 1, 1, 2, 2]
    assert (
        call(STRIP, "touched", [[point, state] for point in ((3, 1.5), (11.4, 4))]) == [{"value": None}] * 2
    )
    refused = {"n": 3, "kernel_size": 4, "strides": 1, "padding": 0, "dilation_rate": 1, "window": 0}
    assert call(STRIP, "touched", [[(4, 1), refused]]) == [{"value": None}]


def test_each_turn_of_the_kernel():
    image, kernel = np.arange(1.0, 10).reshape(3, 3), np.array([[1.0, 2], [3, 4]])
    turns = [kernel, np.flipud(kernel), np.rot90(kernel, 2)]
    states = [[{"flip": flip}] for flip in range(3)]
    drawn, said = (call("views/live/convolution/flip.ts", name, states) for name in ("draw", "says"))
    expected = [correlate2d(image, turn, "valid") for turn in turns]
    np.testing.assert_array_equal(expected[2], convolve2d(image, kernel, "valid"))
    for turn, result, drawing, saying in zip(turns, expected, drawn, said, strict=True):
        shown = drawing["value"]["drawn"]
        assert shown["flipped"] == turn.tolist()
        assert shown["feature map, cross-correlation"] == expected[0].tolist()
        assert shown["feature map, convolution"] == result.tolist()
        assert saying["value"][1:] == [result[0, 0], expected[0][0, 0]]
        named = [it for it in drawing["value"]["shapes"] if it["key"].startswith("text name ")]
        assert len(named) == 2 and all(it["text"] for it in named)
        # each number stands where its cell has gone
        texts = {it["key"]: it for it in drawing["value"]["shapes"] if it["kind"] == "text"}
        for cell, value in enumerate((1, 2, 3, 4)):
            text = texts[f"text flipped {cell}"]
            row, column = np.argwhere(turn == value)[0]
            assert text["text"] == str(value)
            assert text["at"][0] == pytest.approx(7.4 + 0.1 + column + 0.5)
            assert int(text["at"][1] - 7.4) == row


def test_a_press_turns_the_kernel_further():
    presses = [[(8, 8), {"flip": flip}] for flip in range(3)] + [[(2, 8), {"flip": 0}]]
    found = [it["value"] for it in call("views/live/convolution/flip.ts", "touched", presses)]
    assert found == [{"flip": 1}, {"flip": 2}, {"flip": 0}, None]


EDITED = "views/live/convolution/edited.ts"


def edited(kernel, cell=0):
    """The state of this kernel, with this cell of it chosen."""
    weights = {f"w{place}": int(weight) for place, weight in enumerate(np.ravel(kernel))}
    return {**weights, "cell": cell, "weight": weights[f"w{cell}"]}


def test_the_picture_under_any_kernel():
    random = np.random.default_rng(0)
    kernels = [np.zeros((3, 3)), np.outer([1, 2, 1], [-1, 0, 1]), *random.integers(-5, 6, (12, 3, 3))]
    states = [[edited(kernel, place % 9)] for place, kernel in enumerate(kernels)]
    drawn, said = (call(EDITED, name, states) for name in ("draw", "says"))
    kinds = set()
    for place, (kernel, drawing, saying) in enumerate(zip(kernels, drawn, said, strict=True)):
        shown, (kind, *values) = drawing["value"]["drawn"], saying["value"]
        image = np.array(shown["input"], "float64")[None, ..., None]
        made = tf.nn.conv2d(image, kernel.reshape(3, 3, 1, 1).astype("float64"), 1, "VALID")[
            0, ..., 0
        ].numpy()
        np.testing.assert_array_equal(shown["feature map"], made)
        (picture,) = [it for it in drawing["value"]["shapes"] if it["key"] == "feature map picture"]
        total, extremes = kernel.sum(), [np.minimum(kernel, 0).sum(), np.maximum(kernel, 0).sum()]
        texts = [it["text"] for it in drawing["value"]["shapes"] if it["kind"] == "text"]
        names = ["black", "white"] if kernel.any() else ["black"]
        assert picture["limits"] == [255 * weights for weights in extremes]
        assert [it for it in texts if it.startswith(("black", "white"))] == [
            f"{name} = {weights:g}·255 = {255 * weights:g}".replace("-", "−")
            for name, weights in zip(names, extremes, strict=False)
        ]
        # the darkest and the brightest picture that there can be
        worst = [np.where(sign * kernel > 0, 255, 0) for sign in (-1, 1)]
        assert picture["limits"] == [(kernel * it).sum() for it in worst]
        kinds.add(kind)
        row, column = divmod(place % 9, 3)
        assert kind == ("nothing" if not kernel.any() else "bright" if total else "differences")
        assert kind == "nothing" or values[:3] == [row, column, f"{kernel[row, column]:g}".replace("-", "−")]
        assert kind != "bright" or values[3] == f"{total:g}".replace("-", "−")
    assert kinds == {"nothing", "bright", "differences"}


def test_a_weight_is_that_of_the_cell_that_is_chosen():
    state = edited(np.arange(-4, 5), 2)
    assert call(EDITED, "followed", [[{**state, "cell": 7}, "cell"], [{**state, "weight": 5}, "weight"]]) == [
        {"value": {"weight": 3}},
        {"value": {"w2": 5}},
    ]
    presses = [[at, state] for at in ((0.2, 9), (3.6, 9), (1.9, 12.4), (5, 10), (1, 5))]
    assert [it["value"] for it in call(EDITED, "touched", presses)] == [
        {"cell": 0, "weight": -4},
        {"cell": 2, "weight": -2},
        {"cell": 7, "weight": 3},
        None,
        None,
    ]
