import keras
import numpy as np


def test_causal(figure):
    signal = np.arange(1.0, 7).reshape(1, 6, 1)
    layer = keras.layers.Conv1D(1, 2, dilation_rate=2, padding="causal", kernel_initializer="ones")
    padded = keras.layers.ZeroPadding1D((2, 0))(signal)
    figure.check({"padded": np.ravel(padded), "output": np.ravel(layer(signal))})
