import numpy as np
import tensorflow as tf
from reference import pool
from sklearn.datasets import load_digits

SIZES = 1, 2, 3, 4, 6
SMALL = load_digits().images
STILL = np.pad(SMALL, ((0, 0), (2, 2), (2, 2)))
MOVED = [
    np.pad(SMALL, ((0, 0), (2 + dy, 2 - dy), (2 + dx, 2 - dx)))
    for dy, dx in ((-1, 0), (1, 0), (0, -1), (0, 1))
]

# bright to the right of dark, to the left, below, above
EDGES = np.zeros((3, 3, 1, 4))
EDGES[:, 2, 0, 0] = EDGES[:, 0, 0, 1] = EDGES[2, :, 0, 2] = EDGES[0, :, 0, 3] = 1
EDGES[:, 0, 0, 0] = EDGES[:, 2, 0, 1] = EDGES[0, :, 0, 2] = EDGES[2, :, 0, 3] = -1
MIXED = np.random.default_rng(0).integers(-1, 2, (3, 3, 4, 8))


def convolve(maps, kernel):
    """(image, row, column, channel); whole numbers, so float32 is exact."""
    return tf.nn.relu(tf.nn.conv2d(maps.astype("float32"), kernel.astype("float32"), 1, "SAME")).numpy()


def conv_pool(maps, kernel, size):
    return tf.nn.max_pool2d(convolve(maps, kernel), size, size, "VALID").numpy()


def measure(operation):
    """Shift by shift and digit by digit, from the definitions."""
    before = operation(STILL)
    whole, cells, inked, far = 0, 0, 0, 0
    for shifted in MOVED:
        after = operation(shifted)
        difference = after - before
        whole += sum(not one.any() for one in difference)
        cells += np.sum((difference == 0) & (before != 0))
        inked += np.sum(~((before == 0) & (after == 0)))
        far += np.sum(difference**2)
    return whole / (4 * len(STILL)), cells / inked, np.sqrt(far / (4 * np.sum(before**2)))


def test_unchanged(figure):
    digits, sizes = (figure.namespace[name] for name in ("digits", "pool_sizes"))
    assert not np.mod.outer(digits.shape[2:], sizes).any()  # the windows reach the edges
    raw = [measure(lambda x, k=k: pool(x, k)) for k in SIZES]
    averaged = [measure(lambda x, k=k: pool(x, k, kind="average")) for k in SIZES]
    taken = [measure(lambda x, k=k: pool(x, 1, k)) for k in SIZES]  # windows of one cell, k apart
    convolved = [measure(lambda x, k=k: conv_pool(x[..., None], EDGES, k)) for k in SIZES]
    stacked = measure(lambda x: conv_pool(conv_pool(x[..., None], EDGES, 2), MIXED, 2))
    columns = {
        "share, map": (raw, 0),
        "share, cells": (raw, 1),
        "share, map, conv": (convolved, 0),
        "share, cells, conv": (convolved, 1),
        "distance, max": (raw, 2),
        "distance, average": (averaged, 2),
        "distance, [::k]": (taken, 2),
    }
    expected = {name: [row[i] for row in rows] for name, (rows, i) in columns.items()}
    figure.check({**expected, "share, stack": stacked[:2], "distance, stack": stacked[2:]})
