"""Conv1DTranspose on one backend of Keras, setting by setting: what tools/backends_judge.py records and a test compares."""

import itertools

import numpy as np

REFUSED = "refused"  # by the backend, when the layer is called


def settings():
    """The arguments of the layer, with `n` cells of input: small sizes, each combination of them."""
    sizes = itertools.product((2, 3, 5), range(1, 6), range(1, 5), ("valid", "same"))
    for n, kernel_size, strides, padding in sizes:
        for output_padding in None, *range(strides):
            for dilation_rate in (1, 2) if strides == 1 else (1,):  # Keras takes but one of the two
                yield {
                    "n": n,
                    "kernel_size": kernel_size,
                    "strides": strides,
                    "padding": padding,
                    "output_padding": output_padding,
                    "dilation_rate": dilation_rate,
                }


def outcome(n, kernel_size, **arguments):
    """The numbers that the layer gives for 1, 2, … n and the kernel 1, 2, … k, or REFUSED."""
    import keras  # on the backend that KERAS_BACKEND names

    layer = keras.layers.Conv1DTranspose(1, kernel_size, use_bias=False, **arguments)
    layer.build((None, n, 1))
    layer.set_weights([np.arange(1.0, kernel_size + 1).reshape(kernel_size, 1, 1)])
    signal = np.arange(1.0, n + 1, dtype="float32").reshape(1, n, 1)
    try:
        result = layer(signal)
    except Exception as error:  # each backend has its own
        if "when calling" not in str(error):
            raise
        return REFUSED
    return keras.ops.convert_to_numpy(result).ravel().round(4).tolist()
