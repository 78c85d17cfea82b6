"""The digits of scikit-learn, which it needs, moved by a pixel, and what that does to a result."""

import numpy as np
from sklearn.datasets import load_digits

from pooling.arithmetic import pool2d

# --8<-- [start:shift]
digits = np.pad(load_digits().images, ((0, 0), (2, 2), (2, 2)))[:, None]  # (digit, channel, row, column)
moved = np.concatenate([np.roll(digits, step, axis) for axis in (2, 3) for step in (-1, 1)])


def compare(operation, *arguments, **keywords):
    """What a shift does to the result: shares of maps and of cells exactly as before, and how far it moved."""
    before = np.concatenate([operation(digits, *arguments, **keywords)] * 4)
    after = operation(moved, *arguments, **keywords)
    same, inked = before == after, (before != 0) | (after != 0)  # blank cells that stay blank do not count
    distance = np.linalg.norm(after - before) / np.linalg.norm(before)
    return same.all(axis=(1, 2, 3)).mean(), same[inked].mean(), distance


pool_sizes = [1, 2, 3, 4, 6]  # they divide 12
raw = np.array([compare(pool2d, k) for k in pool_sizes])
# --8<-- [end:shift]
