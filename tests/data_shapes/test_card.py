import keras
import numpy as np

CASES = [
    (keras.layers.Conv1D(1, 3), (1, 6, 3)),
    (keras.layers.Conv2D(1, 3), (1, 5, 6, 3)),
    (keras.layers.Conv3D(1, (1, 3, 3)), (1, 2, 5, 6, 3)),
]


def test_card(figure):
    counts = [np.size(layer(np.zeros(shape, "float32"))) for layer, shape in CASES]
    figure.check({"positions": counts})
