import numpy as np
import tensorflow as tf
from reference import pool
from shifted import SIZES, measure

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
    operations = {
        "max": lambda x, k: pool(x, k),
        "average": lambda x, k: pool(x, k, kind="average"),
        "[::k]": lambda x, k: pool(x, 1, k),  # windows of one cell, k apart
    }
    expected = {
        f"distance, {name}": [measure(lambda x, k=k, pooled=pooled: pooled(x, k))[2] for k in SIZES]
        for name, pooled in operations.items()
    }
    stacked = measure(lambda x: conv_pool(conv_pool(x[..., None], EDGES, 2), MIXED, 2))
    figure.check(expected | {"distance, stack": stacked[2:]})
