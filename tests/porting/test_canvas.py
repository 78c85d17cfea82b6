import numpy as np
from reference import bare_canvas, onnx, transpose


def test_canvas(figure):
    signal, kernel = np.array([1, 2, 3]), np.ones(3)
    canvas = bare_canvas(signal, kernel, 2)
    inputs = {"x": signal[None, None], "w": kernel[None, None]}
    kept = {
        'Keras, padding="valid"': (0, transpose(signal, kernel, strides=2)),
        'Keras, padding="same"': (0, transpose(signal, kernel, strides=2, padding="same")),
        "PyTorch, padding=1, output_padding=1": (
            1,
            np.ravel(onnx("ConvTranspose", inputs, strides=[2], pads=[1, 1], output_padding=[1])),
        ),
    }
    drawn = {}
    for name, (start, values) in kept.items():
        cropped = np.ma.array(canvas)
        cropped[start : start + values.size] = np.ma.masked
        drawn |= {f"output, {name}": values, f"cropped, {name}": cropped}
    figure.check(drawn)
