import numpy as np
from reference import pool
from scipy.integrate import quad


def test_noise(figure):
    drawn = {}
    for case in range(4):
        row = [9 if place == case else None for place in range(4)]
        row = [
            [3, 1, 2][row[:place].count(None)] if value is None else value for place, value in enumerate(row)
        ]
        drawn[f"signal {case + 1}"] = [row]
        drawn[f"before {case + 1}"], drawn[f"after {case + 1}"] = [[max(row[:3])]], [[max(row[1:])]]
    figure.check(drawn)


def test_as_often_as_by_chance(figure):
    """The formula is the share of places at which the largest is in both windows, and what chance numbers do."""
    random = np.random.default_rng(0)
    for k, measured, formula in zip(
        range(1, 9), *map(figure.namespace.get, ("measured", "formula")), strict=True
    ):
        before, after = pool(random.random((10_000, 1, k + 1)), (1, k), 1)[:, 0].T
        np.testing.assert_allclose(measured, np.mean(before == after), atol=1e-9)
        # one of the k − 1 cells in both windows has the value x, and the k other cells are below it
        np.testing.assert_allclose(formula, quad(lambda x, k=k: (k - 1) * x**k, 0, 1)[0])
    kept = [figure.drawn[f"before {case}"] == figure.drawn[f"after {case}"] for case in range(1, 5)]
    assert np.mean(kept) == figure.namespace["formula"][2]
    figure.checked = True
