import numpy as np
from reference import convolve


def test_strides(figure):
    signal, expected = np.arange(1, 7), {}
    for strides in 1, 2, 3:
        output = convolve(signal, np.ones(3), strides)
        # a cell is used if it changes the output
        changes = [convolve(one, np.ones(3), strides).any() for one in np.eye(6)]
        used = np.array(changes)
        assert used[: used.sum()].all()
        expected[f"input, strides={strides}"] = signal[used]
        expected[f"cropped, strides={strides}"] = np.ma.array(signal, mask=used)
        expected |= {f"output {i}, strides={strides}": value for i, value in enumerate(output, 1)}
    figure.check(expected)
