import numpy as np
from reference import transpose


def test_equal_counts(figure):
    ones, weights = np.ones(5), [0.3, 0.9, 0.2, 0.5]
    canvas = transpose(ones, weights, strides=2)
    figure.check(
        {
            "input": ones,
            "kernel": weights,
            "overlap": transpose(ones, np.ones(4), strides=2),
            "canvas": canvas,
            "sum": [[0.3, 0.2, canvas[4]], [0.9, 0.5, canvas[5]]],
        }
    )
