import keras
import numpy as np
import tensorflow as tf
from sklearn import datasets


def noticing(layer, batch, cell):
    """Which outputs change with one cell of the input: those with a derivative by it."""
    batch = tf.Variable(batch, dtype="float32")
    with tf.GradientTape() as tape:
        output = layer(batch)
    return tape.jacobian(output, batch)[(..., *cell)]


def test_alone(figure):
    digit = np.reshape(datasets.load_digits().data[3], (8, 8))
    two, one = (
        layer(1, 3, kernel_initializer="ones") for layer in (keras.layers.Conv2D, keras.layers.Conv1D)
    )
    figure.check(
        {
            "digit, Conv2D, batch=0": digit,
            **{f"digit, Conv1D, batch={i}": digit[i : i + 1] for i in range(8)},
            "reached, Conv2D": noticing(two, digit[None, ..., None], (0, 3, 4, 0))[0, ..., 0],
            "reached, Conv1D": noticing(one, digit[..., None], (3, 4, 0))[..., 0],
        }
    )
