import numpy as np
from reference import bare_canvas, kept, onnx, transpose


def pytorch(signal, taps, strides, padding, output_padding):
    """What ConvTranspose1d gives, by the ONNX operator that PyTorch exports it to."""
    inputs = {"x": np.array(signal)[None, None], "w": np.array(taps)[None, None]}
    sizes = {"strides": [strides], "pads": [padding] * 2, "output_padding": [output_padding]}
    return onnx("ConvTranspose", inputs, **sizes)[0, 0]


def test_pytorch_padding(figure):
    signal, taps = [1, 2, 3], [1, 1, 1]
    canvas = bare_canvas(signal, taps, 2)
    place = np.arange(canvas.size)
    expected = {}
    for p, op in (0, 0), (1, 0), (1, 1):
        case = f"padding={p}, output_padding={op}"
        expected[f"output, {case}"] = pytorch(signal, taps, 2, p, op)
        if p:
            stays = (place >= p) & (place < canvas.size - p + op)
            expected[f"cropped, {case}"] = np.ma.array(canvas, mask=stays)
    expected["output, padding=same"] = transpose(signal, taps, strides=2, padding="same")
    expected["cropped, padding=same"] = np.ma.array(canvas, mask=kept(3, 3, strides=2, padding="same"))
    figure.check(expected)
