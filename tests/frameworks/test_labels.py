"""Labels that a loss needs of an output which keeps axes: the tracer's caution against what Keras trains on."""

import re

import numpy as np
import pytest
from frameworks import door

LOSSES = (
    "'categorical_crossentropy'",
    "'sparse_categorical_crossentropy'",
    "keras.losses.CategoricalCrossentropy()",
    "keras.losses.SparseCategoricalCrossentropy(from_logits=True)",
    "keras.losses.sparse_categorical_crossentropy",
    "'mse'",
)
STACKS = {
    "image": "keras.Input((8, 8, 1)), layers.Conv2D(4, 3), layers.Dense(10)",
    "flat": "keras.Input((8, 8, 1)), layers.Conv2D(4, 3), layers.Flatten(), layers.Dense(10)",
    "series": "keras.Input((7, 2)), layers.LSTM(3, return_sequences=True), layers.Dense(10)",
    "open": "keras.Input((None, None, 1)), layers.Conv2D(10, 3)",
}
MEANS_CELLS = "open"  # ends with a convolution, as a segmentation does
LABELS = re.compile(r"labels of the shape (\(.*?\))(;|$)")


def source(stack, loss):
    head = "import keras\nfrom keras import layers\n"
    return f"{head}model = keras.Sequential([{STACKS[stack]}])\nmodel.compile(loss={loss})\n"


def read(source):
    """The shapes of the labels that it tells of, and how many of them as a caution."""
    (answer,) = door.trace([{"source": source}])
    assert answer["verdict"] == "fits"
    shapes = [LABELS.search(note["text"])[1] for note in answer["notes"]]
    return shapes, sum(note.get("isCaution", False) for note in answer["notes"])


def trains(model, labels):
    """Whether Keras takes labels of this shape for a batch of two."""
    image = np.zeros((2, *(size or 8 for size in model.input_shape[1:])))
    try:
        model.evaluate(image, np.zeros(labels, "int32"), verbose=0)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize("loss", LOSSES)
def test_one_label_an_image_is_cautioned_of_where_keras_refuses_it(stack, loss):
    code, names = source(stack, loss), {}
    exec(code, names)
    model = names["model"]
    one = (2,) if "sparse" in loss.lower() else (2, 10)
    shapes, cautions = read(code)
    assert cautions == (0 if stack == MEANS_CELLS else len(shapes))
    if "mse" in loss:
        assert shapes == []
        return
    assert bool(shapes) is not trains(model, one)
    for shape in shapes:
        sizes = eval(shape)
        output = model.compute_output_shape((2, *(size or 8 for size in model.input_shape[1:])))
        labels = tuple(size if given is None else given for size, given in zip(output, sizes, strict=False))
        assert len(labels) == len(sizes) and trains(model, labels)


@pytest.mark.parametrize("after", ["layers.Softmax()", "layers.Activation('softmax')", "layers.Dropout(.1)"])
def test_what_keeps_the_axes_hides_no_dense(after):
    code = source("image", LOSSES[0]).replace("Dense(10)", f"Dense(10), {after}")
    assert read(code)[1] == 1


def test_a_model_that_has_seen_no_input_is_not_cautioned_of():
    code = "import keras\nmodel = keras.Sequential([keras.layers.Dense(10)])\nmodel.compile(loss='categorical_crossentropy')\n"
    (answer,) = door.trace([{"source": code}])
    assert answer["notes"] == []
