import numpy as np
import tensorflow as tf

SHEETS = [
    [[3, 1, 0], [2, 4, 1], [0, 1, 5]],
    [[1, 0, 2], [3, 1, 0], [2, 2, 1]],
    [[0, 2, 1], [1, 0, 3], [4, 1, 2]],
]
KERNELS = [[[1, 0], [0, 2]], [[2, 1], [0, 1]], [[1, 3], [1, 0]]]


def test_colour(figure):
    image = np.transpose(SHEETS, (1, 2, 0))[None].astype("float32")
    filters = np.transpose(KERNELS, (1, 2, 0))[..., None].astype("float32")
    parts = tf.nn.depthwise_conv2d(image, filters, (1, 1, 1, 1), "VALID")[0]
    np.testing.assert_array_equal(np.moveaxis(figure.namespace["parts"], 0, -1), parts)
    figure.check(
        {
            **{f"input, channel={i}": sheet for i, sheet in enumerate(SHEETS)},
            **{f"kernel, in={i}": kernel for i, kernel in enumerate(KERNELS)},
            **{f"products, channel={i}": parts[..., i] for i in range(3)},
            "output": tf.nn.conv2d(image, filters, 1, "VALID")[0, ..., 0],
        }
    )
