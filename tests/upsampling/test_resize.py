import keras
import numpy as np
import tensorflow as tf


def stamp_of(layers, size):
    """What a single input of 1 leaves, looked for in the middle of zeros."""
    image = np.zeros((1, 5, 5, 1), "float32")
    image[0, 2, 2] = 1
    output = keras.Sequential(layers)(image)[0, ..., 0].numpy()
    rows, columns = np.nonzero(output)
    assert np.ptp(rows) == np.ptp(columns) == size - 1
    return output[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


def sums(kernel):
    """The four values inside, where the input is all ones."""
    filters = kernel[..., None, None].astype("float32")
    output = tf.nn.conv2d_transpose(tf.ones((1, 5, 5, 1)), filters, (1, 12, 12, 1), 2, "VALID")
    return output[0, 4:6, 4:6, 0]


def test_resize(figure):
    kernel, free = np.arange(1, 10).reshape(3, 3), np.arange(1, 17).reshape(4, 4)
    convolution = keras.layers.Conv2D(1, 3, padding="same", use_bias=False)
    convolution.build((None, 10, 10, 1))
    convolution.set_weights([kernel[..., None, None]])
    tied = stamp_of([keras.layers.UpSampling2D(2), convolution], 4)
    figure.check(
        {
            "kernel": kernel,
            "kernel, tied": tied,
            "kernel, free": free,
            "sum, tied": sums(tied),
            "sum, free": sums(free),
        }
    )
