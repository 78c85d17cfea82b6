import numpy as np
from reference import pool
from sklearn.datasets import load_digits


def test_shift(figure):
    moved = np.pad(4 * np.floor(load_digits().images[0] / 4), ((2, 2), (3, 1)))
    pooled = {f"pooled, {kind}": pool(moved, 2, kind=kind) for kind in ("max", "average")}
    figure.check({"digit": moved} | pooled)
