import keras
import numpy as np
import pytest


def test_types(figure):
    photograph = np.array([[0, 51, 255]], "uint8")
    weights = np.array([[2, -1, 0.5]], "float32")
    scaled = keras.layers.Rescaling(1 / 255)(photograph).numpy()
    layer = keras.layers.Dense(1, use_bias=False)
    layer.build((None, 3))
    layer.set_weights([weights.T])
    figure.check(
        {
            "photograph": photograph,
            "photograph, scaled": scaled,
            "weights": weights,
            "weights, again": weights,
            "output": layer(scaled),
        }
    )
    convolution = keras.layers.Conv1D(1, 3)
    convolution.build((None, 3, 1))
    with pytest.raises(Exception, match="uint8"):
        convolution(photograph[..., None])
