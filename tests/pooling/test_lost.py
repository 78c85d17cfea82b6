import numpy as np
from reference import pool
from sklearn.datasets import load_digits

FEATURE_MAP = np.array([[1, 3, 2, 0], [5, 2, 8, 4], [0, 6, 7, 1], [2, 4, 3, 5]])


def turned(image):
    """Cell by cell: the other cell of the same window, across its middle."""
    result = np.empty_like(image)
    for row, column in np.ndindex(image.shape):
        result[row, column] = image[row ^ 1, column ^ 1]
    return result


def test_lost(figure):
    expected = {}
    for name, output, image in (
        ("input", "output", FEATURE_MAP),
        ("digit", "digit", load_digits().images[9]),
    ):
        other = turned(image)
        assert not np.array_equal(image, other)
        expected |= {f"{name} 1": image, f"{name} 2": other}
        for kind in "max", "average":
            expected[f"{output}, {kind}"] = pool(image, 2, kind=kind)
            np.testing.assert_array_equal(pool(image, 2, kind=kind), pool(other, 2, kind=kind))
    figure.check(expected)
    oblong = np.arange(24).reshape(6, 4)
    np.testing.assert_array_equal(figure.namespace["turn_windows"](oblong), turned(oblong))
