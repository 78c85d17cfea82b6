import numpy as np
from reference import convolve


def test_padding(figure):
    expected = {}
    for n, kernel_size, strides in [(4, 3, 1), (4, 2, 1), (4, 4, 1), (5, 3, 2), (4, 3, 2), (5, 2, 3)]:
        case = f"n={n}, kernel_size={kernel_size}, strides={strides}"
        signal = np.arange(1, n + 1)
        # on ones, the windows at both ends miss what is padded
        sums = convolve(np.ones(n), np.ones(kernel_size), strides, padding="SAME")
        before, after = (int(kernel_size - sums[end]) for end in (0, -1))
        expected[f"padded, {case}"] = np.concatenate([[0] * before, signal, [0] * after])
        output = convolve(signal, np.ones(kernel_size), strides, padding="SAME")
        expected |= {f"output {i}, {case}": value for i, value in enumerate(output, 1)}
    figure.check(expected)
