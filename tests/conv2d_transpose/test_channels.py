import keras
import numpy as np

KERNELS = {  # (out, in)
    (0, 0): [[1, 2], [3, 4]],
    (0, 1): [[2, 0], [0, 1]],
    (1, 0): [[0, 1], [1, 0]],
    (1, 1): [[2, 1], [1, 2]],
    (2, 0): [[1, 1], [2, 2]],
    (2, 1): [[3, 0], [0, 0]],
}


def test_channels(figure):
    inputs = np.array([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])
    layer = keras.layers.Conv2DTranspose(3, 2, strides=2, use_bias=False)
    layer.build((1, 2, 2, 2))
    kernels = np.zeros(layer.kernel.shape)
    for (out, channel), kernel in KERNELS.items():
        kernels[:, :, out, channel] = kernel
    layer.set_weights([kernels])
    outputs = layer(np.moveaxis(inputs, 0, -1)[None].astype("float32"))[0].numpy()
    # the cell that is worked out: below the third cell of the input, at the first cell of the kernels
    products = [[inputs[i, 1, 0], KERNELS[0, i][0][0]] for i in (0, 1)]
    assert np.prod(products, axis=1).sum() == outputs[2, 0, 0]
    figure.check(
        {
            **{f"input, channel={i}": inputs[i] for i in (0, 1)},
            **{f"kernel, out={out}, in={i}": kernel for (out, i), kernel in KERNELS.items()},
            **{f"output, channel={out}": outputs[..., out] for out in (0, 1, 2)},
            "products": products,
        }
    )
