import keras
import numpy as np


def test_depthwise(figure):
    maps = np.stack([np.full((3, 3), value) for value in (1, 2, 3)], axis=-1)
    layer = keras.layers.Conv2DTranspose(3, 3, use_bias=False, kernel_initializer="ones")
    summed = layer(maps[None].astype("float32"))[0].numpy()
    # a depthwise convolution of the maps within two zeros on each side; ones need no flipping
    layer = keras.layers.DepthwiseConv2D(3, use_bias=False, depthwise_initializer="ones")
    padded = np.pad(maps, [(2, 2), (2, 2), (0, 0)])
    depthwise = layer(padded[None].astype("float32"))[0].numpy()
    figure.check(
        {
            **{f"input, channel={c}": maps[..., c] for c in range(3)},
            **{f"output, depthwise, channel={c}": depthwise[..., c] for c in range(3)},
            **{f"output, channel={c}": summed[..., c] for c in range(3)},
        }
    )
