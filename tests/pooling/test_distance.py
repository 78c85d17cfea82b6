import numpy as np
import tensorflow as tf
from reference import pool
from shifted import SIZES, measure

from pooling.moving import digits

# bright to the right of dark, to the left, below, above
EDGES = np.zeros((3, 3, 1, 4))
EDGES[:, 2, 0, 0] = EDGES[:, 0, 0, 1] = EDGES[2, :, 0, 2] = EDGES[0, :, 0, 3] = 1
EDGES[:, 0, 0, 0] = EDGES[:, 2, 0, 1] = EDGES[0, :, 0, 2] = EDGES[2, :, 0, 3] = -1
MIXED = np.random.default_rng(0).integers(-1, 2, (3, 3, 4, 8))


def conv2d(maps, kernel):
    """(image, row, column, channel); whole numbers, so float32 is exact."""
    return tf.nn.relu(tf.nn.conv2d(maps.astype("float32"), kernel.astype("float32"), 1, "SAME")).numpy()


def conv_pool(maps, kernel, size):
    return tf.nn.max_pool2d(conv2d(maps, kernel), size, size, "VALID").numpy()


def test_distance(figure):
    raw = np.array([measure(lambda x, k=k: pool(x, k)) for k in SIZES])
    stacked = measure(lambda x: conv_pool(conv_pool(x[..., None], EDGES, 2), MIXED, 2))
    figure.check({"distance": raw[:, 2], "distance, stack": stacked[2:]})
    others = {
        "averaged": lambda x, k: pool(x, k, kind="average"),
        "subsampled": lambda x, k: pool(x, 1, k),  # windows of one cell, k apart
    }
    for name, pooled in others.items():  # what the page prints beside the chart
        expected = [measure(lambda x, k=k, pooled=pooled: pooled(x, k)) for k in SIZES]
        np.testing.assert_allclose(figure.namespace[name], expected)


def test_the_windows_reach_the_edges(figure):
    assert not np.mod.outer(digits.shape[2:], figure.namespace["pool_sizes"]).any()
    figure.checked = True
