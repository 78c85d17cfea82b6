import numpy as np
import tensorflow as tf


def test_dilation(figure):
    kernel, expected = np.arange(1, 10).reshape(3, 3), {}
    for dilation_rate in 1, 2, 3:
        # where each weight lies: a single bright cell, moved through the window
        reach = 2 * dilation_rate + 1
        cells = np.eye(reach**2, dtype="float32").reshape(-1, reach, reach, 1)
        taps = kernel[..., None, None].astype("float32")
        read = tf.nn.conv2d(cells, taps, 1, "VALID", None, dilation_rate)
        assert read.shape[1:] == (1, 1, 1)
        wide = read.numpy().reshape(reach, reach)
        expected[f"kernel, dilation_rate={dilation_rate}"] = np.ma.masked_equal(wide, 0)
    figure.check(expected)
