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
    expected["kernel, short"] = short = [4, 5]
    for extra in (None, 0, 1):
        result = transpose(signal, short, strides=3, padding="valid", output_padding=extra)
        expected[f"output, short kernel, output_padding={extra}"] = result
    figure.check(expected)
