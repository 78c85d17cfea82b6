import keras
import numpy as np


def test_flatten(figure):
    channels = np.arange(1, 9).reshape(2, 2, 2)
    image = np.stack(channels, axis=-1)[None]
    figure.check(
        {
            "input, channel 0": channels[0],
            "input, channel 1": channels[1],
            "output, Keras": keras.layers.Flatten()(image)[0],
            "output, PyTorch": keras.layers.Flatten()(keras.layers.Permute((3, 1, 2))(image))[0],
        }
    )
