"""The digits, moved by a pixel in four directions, and what that does to a result, from the definitions."""

import numpy as np
from sklearn.datasets import load_digits

SIZES = 1, 2, 3, 4, 6
SMALL = load_digits().images
STILL = np.pad(SMALL, ((0, 0), (2, 2), (2, 2)))
MOVED = [
    np.pad(SMALL, ((0, 0), (2 + dy, 2 - dy), (2 + dx, 2 - dx)))
    for dy, dx in ((-1, 0), (1, 0), (0, -1), (0, 1))
]


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
