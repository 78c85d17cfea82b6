import numpy as np
import tensorflow as tf
from sklearn import datasets


def test_video(figure):
    canvas = np.zeros((8, 12))
    canvas[:, :8] = datasets.load_digits().images[3]
    right = np.stack([np.roll(canvas, shift, axis=1) for shift in range(5)])
    filters = np.zeros((2, 1, 2, 1, 1), "float32")
    filters[:, 0, :, 0, 0] = [[1, 0], [0, -1]]
    expected = {}
    for name, clip in ("right", right), ("left", right[::-1]):
        batch = clip[None, ..., None].astype("float32")
        response = tf.nn.conv3d(batch, filters, (1,) * 5, "VALID")[0, ..., 0]
        expected |= {f"frame {i + 1}, {name}": frame for i, frame in enumerate(clip)}
        expected[f"response, {name}"] = tf.reduce_sum(tf.abs(response), (1, 2))
    figure.check(expected)
