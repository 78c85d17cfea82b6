import numpy as np
from reference import gradient


def test_four_strides(figure):
    expected = {}
    for strides in (1, 2, 3, 4):
        expected |= {f"input {i}, strides={strides}": i for i in (1, 2, 3)}
        expected[f"canvas, strides={strides}"] = gradient([1, 2, 3], np.ones(3), strides)
        expected[f"overlap, strides={strides}"] = gradient(np.ones(3), np.ones(3), strides)
    figure.check(expected)
