import keras
import numpy as np

CASES = [
    (keras.layers.Conv1D(4, 5), (2, 60, 3)),
    (keras.layers.Conv2D(4, (3, 5)), (2, 20, 30, 3)),
    (keras.layers.Conv3D(4, (2, 3, 5)), (2, 8, 20, 30, 3)),
]


def test_roles(figure):
    expected = {}
    for layer, shape in CASES:
        output = layer(np.zeros(shape, "float32")).shape
        kernel = layer.kernel.shape
        gap = [None] * (5 - len(shape))  # directions that the layer does not have
        rows = [*shape[:-1], *gap, shape[-1], None], [None, *kernel[:-2], *gap, *kernel[-2:]]
        rows = [*rows, [*output[:-1], *gap, None, output[-1]]]
        values = np.array([[0 if n is None else n for n in row] for row in rows])
        expected[f"shape, {type(layer).__name__}"] = np.ma.masked_equal(values, 0)
    figure.check(expected)
