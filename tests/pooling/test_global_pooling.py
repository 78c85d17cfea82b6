import keras
import numpy as np
from reference import pool

THING = [[3, 9], [1, 3]]


def test_global_pooling(figure):
    places = {"1": ((0, 2), (0, 2)), "2": ((1, 1), (1, 1)), "3": ((1, 1), (4, 2))}
    expected = {}
    for name, margins in places.items():
        array = np.pad(THING, margins)
        batch = array[None, ..., None].astype("float32")
        expected |= {
            f"feature map, {name}": array,
            f"pooled, {name}": pool(array, 2),
            f"output, max, {name}": keras.layers.GlobalMaxPooling2D()(batch),
            f"output, average, {name}": keras.layers.GlobalAveragePooling2D()(batch),
        }
    figure.check(expected)
