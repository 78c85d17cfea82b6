"""The columns beside shape and parameters, against Keras: receptive fields by TensorFlow's gradient, trained weights."""

import numpy as np
import pytest
from frameworks import door

# (lines of a model after its input x, receptive fields that were worked out by hand, the last layers' only)
CHAINS = {
    "conv3, conv3 s2, conv3": (["Conv2D(1, 3)", "Conv2D(1, 3, strides=2)", "Conv2D(1, 3)"], [3, 5, 9]),
    "conv3 pool2 conv3 pool2 conv3": (
        ["Conv2D(1, 3)", "AveragePooling2D(2)", "Conv2D(1, 3)", "AveragePooling2D(2)", "Conv2D(1, 3)"],
        [3, 4, 8, 10, 18],
    ),
    "dilated": (
        ["Conv2D(1, 3, dilation_rate=d, padding='same')".replace("d,", f"{d},") for d in (1, 2, 4)],
        [3, 7, 15],
    ),
    "up and down": (
        ["Conv2D(1, 3, strides=2, padding='same')", "UpSampling2D(2)", "Conv2D(1, 3, padding='same')"],
        [3, 3, 5],
    ),
    "transposed": (["Conv2D(1, 3, strides=2)", "Conv2DTranspose(1, 4, strides=2)", "Conv2D(1, 3)"], None),
    "uneven": (
        ["Conv2D(1, (3, 5), strides=(1, 2))", "ZeroPadding2D(((1, 0), (2, 2)))", "Conv2D(1, (4, 3))"],
        None,
    ),
}

BRANCHES = """
a = layers.Conv2D(1, 1, padding='same')(x)
b = layers.Conv2D(1, 5, padding='same')(x)
x = layers.Add()([a, b])
x = layers.Cropping2D(1)(x)
c = layers.UpSampling2D(2)(layers.Conv2D(1, 3, strides=2, padding='same')(x))
x = layers.Add()([x, c])
x = layers.Conv2D(1, 2)(x)
"""


def program(lines):
    start = "import keras\nfrom keras import layers\ni = x = keras.Input((48, 50, 1))\n"
    return start + lines + "\nmodel = keras.Model(i, x)\n"


def chained(layers):
    return program("\n".join(f"x = layers.{layer}(x)" for layer in layers))


PROGRAMS = {name: chained(layers) for name, (layers, _) in CHAINS.items()} | {"branches": program(BRANCHES)}


@pytest.fixture(scope="module")
def traced():
    answers = door.trace([{"source": source} for source in PROGRAMS.values()])
    return dict(zip(PROGRAMS, (answer["models"][0] for answer in answers), strict=True))


def measured(source):
    """{layer: rows and columns of the input on which a cell in its middle depends}: all weights and inputs are 1."""
    import keras
    import tensorflow as tf

    space = {}
    exec(source, space)
    model = space["model"]
    model.set_weights([np.ones_like(weight) for weight in model.get_weights()])
    picture = tf.ones((1, 48, 50, 1))
    found = {}
    for layer in model.layers[1:]:
        inner = keras.Model(model.input, layer.output)
        rows, columns = layer.output.shape[1] // 2, layer.output.shape[2] // 2
        sizes = []
        for row, column in [(rows + i, columns + i) for i in range(4)]:
            with tf.GradientTape() as tape:
                tape.watch(picture)
                cell = tf.reduce_sum(inner(picture)[0, row, column])
            seen = tape.gradient(cell, picture).numpy()[0, :, :, 0] != 0
            sizes.append([extent(seen.any(axis=1)), extent(seen.any(axis=0))])
        found[layer.name] = [max(size) for size in zip(*sizes, strict=True)]
    return found


def extent(seen):
    (cells,) = np.nonzero(seen)
    return int(cells[-1] - cells[0] + 1)


@pytest.mark.parametrize("name", PROGRAMS)
def test_receptive_field_is_where_the_gradient_is(name, traced):
    """The layers' automatic names go on from model to model, so they are compared in order."""
    layers = [layer["receptive_field"] for layer in traced[name]["layers"][1:]]
    assert layers == list(measured(PROGRAMS[name]).values())
    by_hand = CHAINS.get(name, (None, None))[1]
    assert by_hand is None or [rows for rows, _ in layers] == by_hand


COUNTED = """
import keras
from keras import layers
model = keras.Sequential([
    keras.Input((10, 12, 3)),
    layers.Conv2D(8, 3, use_bias=False),
    layers.BatchNormalization(),
    layers.DepthwiseConv2D(3, padding='same'),
    layers.Conv2DTranspose(4, 2, strides=2),
    layers.Flatten(),
    layers.Dense(5),
])
model.layers[2].trainable = False
"""


def test_memory_and_multiplications_are_those_counted_by_hand():
    (answer,) = door.trace([{"source": COUNTED}])
    (model,) = answer["models"]
    convolved, up = 8 * 10 * 8, 16 * 20 * 4
    assert [layer["memory"] for layer in model["layers"]] == [
        4 * cells for cells in (convolved, convolved, convolved, up, up, 5)
    ]
    assert [layer["multiply_adds"] for layer in model["layers"]] == [
        8 * 10 * 27 * 8,
        0,
        8 * 10 * 9 * 8,
        8 * 10 * 4 * 8 * 4,
        0,
        up * 5,
    ]


def test_trained_weights_are_those_that_keras_counts():
    space = {}
    exec(COUNTED, space)
    (answer,) = door.trace([{"source": COUNTED}])
    model, (traced,) = space["model"], answer["models"]

    def trained(one):
        return sum(int(np.prod(weight.shape)) for weight in one.trainable_weights)

    assert [layer["trainable"] for layer in traced["layers"]] == [trained(layer) for layer in model.layers]
    assert traced["trainable"] == trained(model) < traced["parameters"]
