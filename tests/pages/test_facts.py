"""What sentences are asked of can say no, and what PyTorch was asked is what the pages' sentences ask."""

import drawn
import explored
import facts
import keras
import numpy as np
import pytest
import pytorch
import traced
from frameworks import recorded


def test_pytorch_was_asked_what_is_asked():
    asked = [line["source"] for line in recorded.read(pytorch.TABLE, pytorch.RENEW)[1]]
    assert asked == pytorch.asked(), pytorch.RENEW
    assert len(asked) > 30


def test_an_answer_and_a_refusal_are_told_apart():
    assert pytorch.refusal("torch.zeros(3000).view(7, 7, 64)")
    assert pytorch.answer("torch.zeros(9, 8)[None, None].shape") == [1, 1, 9, 8]
    assert pytorch.refusal("torch.zeros(9, 8)[None, None].shape") == ""
    with pytest.raises(AssertionError, match="refuses"):
        pytorch.answer("torch.zeros(3000).view(7, 7, 64)")
    with pytest.raises(AssertionError, match="was not asked"):
        pytorch.answer("1 + 1")


def test_what_pytorch_answers_is_json():
    names = {"array": np.arange(3), "shape": (2, np.ones(1)), "type": np.dtype("uint8"), "flag": True}
    answers = [pytorch._outcome(code, names) for code in ("array", "shape", "type", "flag", "a = 2; a * 3")]
    assert [told["output"] for told in answers] == [[0, 1, 2], [2, [1.0]], "uint8", True, 6]
    assert pytorch._outcome("1 / 0", {}) == {"fault": "division by zero"}


def test_a_message_has_its_parts_in_order():
    assert pytorch.said("expected input", "to have 3 channels")
    assert not pytorch.said("to have 3 channels", "expected input")
    assert not pytorch.said("to have 4 channels")


def test_where_the_grids_of_a_figure_stand():
    assert drawn.below("errors/labels", "scores", "class", "column")
    assert not drawn.below("errors/labels", "class", "scores")
    assert not drawn.below("errors/labels", "column", "one-hot")  # they stand side by side
    assert drawn.rightwards("errors/labels", "column", "one-hot")
    assert not drawn.rightwards("errors/labels", "one-hot", "column")
    assert not drawn.rightwards("errors/labels", "scores", "class")  # one stands below the other


def test_what_keras_says_of_axes():
    layer = keras.layers.Conv2D(1, 3)
    assert facts.received(lambda: layer(keras.Input((28, 28)))) == (None, 28, 28)
    with pytest.raises(TypeError):
        facts.received(lambda: layer(keras.Input((28, 28, 1))))  # no refusal
    assert facts.arguments(keras.layers.Conv2D)[:3] == ["filters", "kernel_size", "strides"]
    assert facts.weights(keras.layers.Dense(4), 3) == [(3, 4), (4,)]


def test_what_tensorflow_says_in_a_graph():
    def pooled(batch):
        return facts.tf.nn.max_pool2d(batch, 2, 2, "VALID")

    assert "subtracting 2 from 1" in facts.message_in_a_graph(pooled, 1, 1, 1, 1)
    assert facts.message_in_a_graph(pooled, 1, 2, 2, 1) == ""


def test_pooling_and_the_way_back():
    assert [n for n in range(4, 20) if facts.comes_back(n, 2)] == [4, 8, 12, 16]
    assert facts.halved(10, 1) == 4 and facts.refused(lambda: facts.halved(8, 2))


def test_images_as_pillow_has_them():
    assert facts.pillow("L", 5, 7) == ((7, 5), "uint8") and facts.pillow("RGB", 5, 7) == ((7, 5, 3), "uint8")


def test_a_dilated_convolution_with_a_stride():
    image = np.arange(63).reshape(7, 9)
    apart = facts.dilated(image, np.ones((2, 2)), 2, 3)
    np.testing.assert_array_equal(
        apart, [[image[r : r + 4 : 3, c : c + 4 : 3].sum() for c in (0, 2, 4)] for r in (0, 2)]
    )


def test_what_a_session_printed():
    assert pytorch.printed("torch.Size([2, 200])") and not pytorch.printed("torch.Size([2])")


def test_recipes_can_fail():
    assert facts.dense_takes(
        lambda w, units, *sizes: w.reshape(units, *sizes).transpose(2, 3, 1, 0).reshape(-1, units)
    )
    assert not facts.dense_takes(
        lambda w, units, *sizes: w.reshape(units, *sizes).transpose(3, 2, 1, 0).reshape(-1, units)
    )
    assert np.array_equal(facts.cropped_valid(3, 2, 1, 0), facts.pytorch_transposed(3, 2, 1, 1))
    assert not np.array_equal(facts.cropped_valid(3, 2, 0, 1), facts.pytorch_transposed(3, 2, 1, 1))
    assert facts.gru([1, 2, 3], [1]) != facts.gru([2, 1, 3], [1])
    assert facts.normalized([2, 3, 4, 1], 6, 0) == 2 * (6 - 4) + 3


def test_which_weights_training_changes():
    assert facts.trained(keras.layers.Dense(4), 3) == ["kernel", "bias"]
    assert facts.trained(keras.layers.Dense(4, trainable=False), 3) == []


def test_which_stacks_are_one_weighted_sum():
    assert facts.is_a_weighted_sum(keras.layers.Conv1D(2, 3), keras.layers.Conv1D(1, 3))
    assert not facts.is_a_weighted_sum(
        keras.layers.Conv1D(2, 3, activation="relu"), keras.layers.Conv1D(1, 3)
    )


def test_operations_are_counted():
    assert facts.flops(keras.layers.Conv2D(5, 3, use_bias=False), 9, 9, 4) == 2 * 3 * 3 * 4 * 5 * 7 * 7
    assert facts.flops(keras.layers.Dense(5, use_bias=False), 4) == 2 * 4 * 5


def test_the_explorer_is_asked_what_it_draws_and_says():
    stamps = {"strides": [2, 2], "padding": "same"}
    assert explored.grids("Conv2DTranspose", **stamps) == ["input", "kernel", "kept", "none"]
    assert explored.grid("kept", "Conv2DTranspose", **stamps)[2, 2] == 10
    assert explored.hatched("kept", "Conv2DTranspose", **stamps).sum() == 9
    assert explored.frames("kept", "Conv2DTranspose", **stamps) == [(0, 0, 4, 4, "ink")]
    assert explored.says("cropped", "Conv2DTranspose", **stamps) == [0, 1, 0, 1]
    assert explored.says("cropped", "Conv2DTranspose", strides=[2, 2]) is None
    assert explored.canvas("Conv2DTranspose", **stamps)["end"] == 1
    assert explored.refusal("Conv2D", kernel_size=[5, 5])[0] == "window"
    assert explored.caution("DepthwiseConv2D", strides=[1, 2]) == "unequal"
    assert explored.labelled("kernel") == "kernel" and "view=counts" in explored.example("counts")


def test_the_tracer_is_asked_what_it_answers():
    given = "keras.Input(shape=(28, 28, 1))"
    assert traced.shapes(given, "layers.Conv2D(4, 3)") == [[None, 28, 28, 1], [None, 26, 26, 4]]
    assert traced.issue(given, "layers.Conv2D(4, 3)") is None
    assert traced.issue(given, "layers.Conv2D(4, 29)")[0] == "window"
    assert traced.backwards(1, (28, 28, None), given, "layers.Conv2D(4, 3)")["inputs"] != []
    assert traced.bars([None, 4, 4, 1], [None, 8, 8, 1])[1] > traced.bars([None, 4, 4, 1], [None, 8, 8, 1])[0]
    assert traced.kind([None, 8, 8, 1], [None, 4, 4, 1]) == "shrink"
