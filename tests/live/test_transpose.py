"""Each state of the live figures of the transposed convolution, judged by Keras."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from javascript import call
from skimage import data

FOLDER = "views/live/conv2d_transpose"
SIGNAL = np.array([1, 2, 3], "float32")


def asked(name, states):
    """[(drawing, what is said)] of each state."""
    answers = [call(f"{FOLDER}/{name}.ts", function, [[s] for s in states]) for function in ("draw", "says")]
    return [(drawing["value"], said["value"]) for drawing, said in zip(*answers, strict=True)]


def by_keras(kernel_size, strides, padding="valid", output_padding=None, signal=SIGNAL):
    layer = keras.layers.Conv1DTranspose(
        1,
        kernel_size,
        strides,
        padding,
        output_padding=output_padding,
        use_bias=False,
        kernel_initializer="ones",
    )
    return layer(signal[None, :, None])[0, :, 0].numpy().tolist()


def test_cones():
    states = [{"strides": strides} for strides in (1, 2, 3, 4)]
    for state, (drawing, said) in zip(states, asked("one_dimension", states), strict=True):
        strides, canvas = state["strides"], drawing["drawn"]["canvas"]
        # Keras puts gaps behind the last stamp too
        assert canvas == by_keras(3, strides)[: 3 + 2 * strides]
        overlap = drawing["drawn"]["overlap"]
        assert said[1] == strides
        assert said[0] == ("overlap" if max(overlap) > 1 else "gap" if min(overlap) == 0 else "touch")
        assert said[2:] == (
            [overlap.count(0) // 2] if said[0] == "gap" else [3 - strides] if said[0] == "overlap" else []
        )


def test_stamps():
    image = np.array([[1, 2], [3, 4]], "float32")
    layer = keras.layers.Conv2DTranspose(1, 3, 2, use_bias=False, kernel_initializer="ones")
    states = [{"stamps": count} for count in range(5)]
    for count, (drawing, said) in enumerate(asked("overlap", states)):
        given = np.where(np.arange(4) < count, image.ravel(), 0).reshape(1, 2, 2, 1)
        canvas = layer(given)[0, ..., 0].numpy()
        np.testing.assert_array_equal(drawing["drawn"]["canvas"], canvas)
        assert str(said[-1]).split("= ")[-1] == (str(int(canvas[2, 2])) if count else "empty")


FOUR = np.array([1, 2, 3, 4], "float32")  # as the text around the figure has it
STATES = [
    {"kernel_size": k, "strides": s, "padding": same, "output_padding": op}
    for k in range(1, 5)
    for s in (1, 2, 3)
    for same in (0, 1)
    for op in range(-1, s)
]


def test_one_rule_for_crop_gap_and_output_padding():
    kinds = set()
    for state, (drawing, said) in zip(STATES, asked("target", STATES), strict=True):
        k, s = state["kernel_size"], state["strides"]
        padding, op = ("valid", "same")[state["padding"]], state["output_padding"]
        settings = (k, s, padding, None if op < 0 else op, FOUR)
        kinds.add(said[0])
        if said[0] == "refused":
            with pytest.raises(tf.errors.OpError):
                by_keras(*settings)
            assert drawing["drawn"]["output"] is None
            made = keras.ops.conv(np.zeros((1, said[1], 1)), np.zeros((k, 1, 1)), s, "same").shape[1]
            assert said[1:] == [3 * s + op, s, made, 4] and made != 4, "it does not lead back"
            continue
        output, full = by_keras(*settings), 3 * s + k
        assert drawing["drawn"]["output"] == output, state
        canvas = drawing["drawn"]["canvas"]
        assert len(canvas) == full == said[1]
        start = said[3] if said[0] == "cut" else 0
        kept = [value for value in canvas[start : start + len(output)]]
        assert kept + [0] * (len(output) - len(kept)) == output
        seen = [place for place, cell in enumerate(canvas) if cell is not None]
        assert seen == list(range(start, start + len(kept)))
        assert [cell is None for cell in drawing["drawn"]["cropped"]] == [cell is not None for cell in canvas]
        lost = full - len(output)
        assert (
            said
            == {
                "cut": ["cut", full, len(output), lost // 2, lost - lost // 2],
                "whole": ["whole", full],
                "added": ["added", full, -lost, len(output)],
            }[said[0]]
        )
        assert said[0] == ("cut" if lost > 0 else "added" if lost < 0 else "whole")
    assert kinds == {"cut", "whole", "added", "refused"}


def test_the_first_picture_of_the_site():
    """Each step of its loop, at each stride: what is stamped so far, as Keras stamps it."""
    image = np.array([[1, 2], [3, 4]], "float32")
    states = [{"stamps": stamps, "strides": s} for s in (1, 2, 3, 4) for stamps in range(5)]
    for state, (drawing, said) in zip(states, asked("hero", states), strict=True):
        stamps, s = state["stamps"], state["strides"]
        layer = keras.layers.Conv2DTranspose(1, 3, s, use_bias=False, kernel_initializer="ones")
        given = np.where(np.arange(4) < stamps, image.ravel(), 0).reshape(1, 2, 2, 1)
        canvas = layer(given)[0, : 3 + s, : 3 + s, 0].numpy()  # Keras puts gaps behind the last stamp too
        np.testing.assert_array_equal(drawing["drawn"]["canvas"], canvas)
        np.testing.assert_array_equal(np.sum(drawing["drawn"]["stamps"], axis=0), canvas)
        row = layer(np.ones((1, 2, 2, 1), "float32"))[0, 0, : 3 + s, 0].numpy()
        shared, empty = (row == 2).sum(), (row == 0).sum()
        whole = ["overlap", s, shared] if shared else ["gap", s, empty] if empty else ["touch", s]
        assert said == (whole if stamps == 4 else ["some", s, stamps])


def test_columns_stamp_and_rows_gather():
    """The matrix is that of Keras's layer: what it makes of each input cell alone."""
    layer = keras.layers.Conv1DTranspose(1, 3, 2, use_bias=False)
    layer.build((1, 3, 1))
    layer.set_weights([np.array([4, 5, 6], "float32").reshape(3, 1, 1)])
    columns = layer(np.eye(3, dtype="float32")[..., None])[..., 0].numpy()
    states = [{"step": step} for step in range(11)]
    for step, (drawing, said) in enumerate(asked("matrix", states)):
        shown = drawing["drawn"]
        assert shown["C"] == columns.tolist() and shown["Cᵀ"] == columns.T.tolist()
        stamped = step if 1 <= step <= 3 else 3
        assert np.ravel(shown["canvas"]).tolist() == (SIGNAL[:stamped] @ columns[:stamped]).tolist()
        places = {it["key"]: (it["at"], it["size"]) for it in drawing["shapes"] if it["colour"] == "focus"}
        if step == 0:
            assert said == ["whole"] and not places
        elif step <= 3:
            rows = np.flatnonzero(columns[step - 1])
            written = ", ".join(f"{columns[step - 1, row]:g}·{SIGNAL[step - 1]:g}" for row in rows)
            assert said == ["column", step - 1, written]
            assert places["factor window"] == ([step - 1, 6 + rows[0]], [1, 3])
            assert places["signal window"] == ([4.6, 8 + step - 1], [1, 1])
            assert places["result window"] == ([7.2, 6 + rows[0]], [1, 3])
        else:
            row = step - 4
            terms = [
                f"{weight:g}·{value:g}"
                for weight, value in zip(columns[:, row], SIGNAL, strict=True)
                if weight
            ]
            assert said == ["row", row, f"{'+'.join(terms)} = {SIGNAL @ columns[:, row]:g}"]
            assert places["factor window"] == ([0, 6 + row], [3, 1])
            assert places["result window"] == ([7.2, 6 + row], [1, 1])
        assert said == ["whole"] or said[-1] in [it.get("text") for it in drawing["shapes"]]


def test_a_press_takes_a_column_or_a_row():
    presses = [(5, 8.2), (5, 10.9), (7.5, 6.3), (8, 12.9), (1, 7), (5, 12)]
    found = [it["value"] for it in call(f"{FOLDER}/matrix.ts", "touched", [[at] for at in presses])]
    assert found == [{"step": 1}, {"step": 3}, {"step": 4}, {"step": 10}, None, None]


def test_the_checkerboard_of_each_kernel():
    """The photograph's pixels are held by the drawing; here each kernel_size makes of them what Keras makes."""
    image = (data.chelsea()[104:168:4, 286:350:4].mean(axis=2) + 0.5).astype(int).astype("float32")
    for size in range(1, 9):
        layer = keras.layers.Conv2DTranspose(
            1, size, strides=2, padding="same", use_bias=False, kernel_initializer="ones"
        )
        ((drawing, said),) = asked("checkerboard", [{"kernel_size": size}])
        for name, given in (("overlap", np.ones_like(image)), ("output", image)):
            made = layer(given[None, ..., None])[0, ..., 0].numpy()
            np.testing.assert_array_equal(drawing["drawn"][name], made)
            (picture,) = [it for it in drawing["shapes"] if it["key"] == f"{name} picture"]
            assert picture["values"] == drawing["drawn"][name]
            assert picture["limits"] == [0 if name == "overlap" else made.min(), made.max()]
        square = np.array(drawing["drawn"]["overlap"])[8:12, 8:12]
        assert drawing["drawn"]["overlap, inside"] == square.tolist()
        inside = np.unique(square)
        np.testing.assert_array_equal(inside, np.unique(np.array(drawing["drawn"]["overlap"])[8:-8, 8:-8]))
        assert said == ["even" if size % 2 == 0 else "uneven", ", ".join(f"{it:g}" for it in inside)]
        assert (len(inside) == 1) == (size % 2 == 0)


def test_a_picture_is_as_bright_as_its_numbers():
    values = [[0, 1, 2], [3, 4, 1]]
    picture = {"values": values, "limits": [0, 4]}
    found = call(
        "views/live/kit/pixels.ts", "brightness", [[picture], [{"values": [[5, 5]], "limits": [5, 5]}]]
    )
    assert found[0]["value"] == [round(255 * value / 4) for value in np.ravel(values)]
    assert found[1]["value"] == [0, 0]
