import keras
import numpy as np
import pytest


def test_channels(figure):
    image = np.arange(1, 10).reshape(3, 3)
    kernels = {f"kernel {channel}": np.ones((2, 2)) for channel in (1, 2, 3)}
    figure.check({"image": image, "channel": [2], **kernels})
    layer = keras.layers.Conv2D(1, 2)
    layer.build((None, 3, 3, len(kernels)))
    with pytest.raises(ValueError, match="axis -1"):
        layer(image[None, ..., None].astype("float32"))
