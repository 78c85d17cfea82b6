import numpy as np
from reference import pool
from scipy.integrate import quad


def test_noise(figure):
    random = np.random.default_rng(0)
    measured, expected = [], []
    for k in range(1, 9):
        before, after = pool(random.random((10_000, 1, k + 1)), (1, k), 1)[:, 0].T
        measured.append(np.mean(before == after))
        # one of the k − 1 cells in both windows has the value x, and the k other cells are below it
        expected.append(quad(lambda x, k=k: (k - 1) * x**k, 0, 1)[0])
    np.testing.assert_allclose(measured, expected, atol=0.02)
    figure.check({"share, (k − 1)/(k + 1)": expected, "share, measured": measured})
