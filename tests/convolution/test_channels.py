import keras
import numpy as np

KERNELS = {  # (in, out)
    (0, 0): [[1, 2], [3, 4]],
    (1, 0): [[1, 0], [0, 2]],
    (0, 1): [[0, 1], [1, 0]],
    (1, 1): [[2, 1], [1, 2]],
    (0, 2): [[1, 1], [0, 0]],
    (1, 2): [[0, 3], [0, 0]],
}


def test_channels(figure):
    inputs = np.array([[[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[2, 0, 1], [1, 3, 0], [0, 1, 2]]])
    layer = keras.layers.Conv2D(3, 2, use_bias=False)
    layer.build((1, 3, 3, 2))
    kernels = np.zeros(layer.kernel.shape)
    for (channel, out), kernel in KERNELS.items():
        kernels[:, :, channel, out] = kernel
    layer.set_weights([kernels])
    outputs = layer(np.moveaxis(inputs, 0, -1)[None].astype("float32"))[0].numpy()
    # the cell that is worked out: the window at the lower left
    sums = [np.vdot(inputs[i, 1:3, 0:2], KERNELS[i, 0]) for i in (0, 1)]
    assert sum(sums) == outputs[1, 0, 0]
    figure.check(
        {
            **{f"input, channel={i}": inputs[i] for i in (0, 1)},
            **{f"kernel, in={i}, out={out}": kernel for (i, out), kernel in KERNELS.items()},
            **{f"output, channel={out}": outputs[..., out] for out in (0, 1, 2)},
            "sum": sums,
        }
    )
