import numpy as np
from reference import convolve, transpose


def test_two_inputs_become_one_and_what_comes_back_is_neither(figure):
    pair, taps = [[1, 2, 3, 4], [2, 3, 1, 5]], np.ones(3)
    small, other = (convolve(signal, taps) for signal in pair)
    assert np.array_equal(small, other)
    back = transpose(small, taps, strides=1)
    assert not any(np.array_equal(back, signal) for signal in pair)
    figure.check(
        {
            **{f"input {i}": signal for i, signal in enumerate(pair, 1)},
            "output, Conv1D": small,
            "output, Conv1DTranspose": back,
        }
    )
