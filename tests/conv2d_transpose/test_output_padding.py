import numpy as np
from reference import gradient, kept, transpose


def test_output_padding(figure):
    signal, weights = [1, 2], [4, 5, 6]
    canvas = gradient(signal, weights, 2)
    expected = {"input": signal, "kernel": weights, "canvas": canvas}
    for padding in ("same", "valid"):
        for extra in (None, 0, 1):
            case = f"padding={padding}, output_padding={extra}"
            arguments = dict(strides=2, padding=padding, output_padding=extra)
            expected[f"cropped, {case}"] = np.ma.array(canvas, mask=kept(2, 3, **arguments))
            expected[f"output, {case}"] = transpose(signal, weights, **arguments)
    figure.check(expected)
