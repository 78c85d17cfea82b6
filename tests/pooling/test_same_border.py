import tensorflow as tf
from reference import onnx, pool

ROW = [[-4, -2, -6, -7, -5]]


def average_with_zeros():
    """ONNX's AveragePool that counts the border, which is what PyTorch's AvgPool1d does."""
    window = {"kernel_shape": [3], "pads": [1, 1], "strides": [1]}
    return onnx("AveragePool", {"x": [ROW]}, count_include_pad=1, **window)[0]


def test_same_border(figure):
    figure.check(
        {
            "input": ROW,
            "size, m": tf.nn.conv1d(tf.ones((1, 5, 1)), tf.ones((3, 1, 1)), 1, "SAME")[0, :, 0],
            "output, max": pool(ROW, (1, 3), 1, "same"),
            "output, average": pool(ROW, (1, 3), 1, "same", "average"),
            "output, max, 0": pool(tf.pad(ROW, [[0, 0], [1, 1]]), (1, 3), 1),
            "output, average, 0": average_with_zeros(),
        }
    )
