import keras
import numpy as np


def test_centres(figure):
    signal = np.array([4, 8, 12, 32], "float32")
    rows = {}
    for way in "nearest", "bilinear":
        layer = keras.layers.UpSampling2D((1, 2), interpolation=way)
        rows[way] = layer(signal[None, None, :, None])[0, 0, :, 0]
    figure.check(
        {
            "input": signal,
            "centres": [
                i + shift for i in range(4) for shift in (-0.25, 0.25)
            ],  # halves of a cell, their middles
            "nearest, curve": np.stack([signal, signal], axis=1).ravel(),  # level from edge to edge of a cell
            "bilinear, curve": [4, *signal, 32],  # level beyond the outermost centres
            **rows,
        }
    )
