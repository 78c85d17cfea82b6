"""The arithmetic of the transposed convolution, as Keras has it: one channel, any number of axes."""

import numpy as np


# --8<-- [start:stamp]
def stamp(image, kernel, strides):
    """Add every input cell times the kernel to one canvas, `strides` apart."""
    size = np.subtract(image.shape, 1) * strides + kernel.shape
    canvas = np.zeros(size, np.result_type(image, kernel))
    for cell in np.ndindex(image.shape):  # (0, 0), (0, 1), …
        start = np.multiply(cell, strides)
        place = tuple(map(slice, start, start + kernel.shape))
        canvas[place] += image[cell] * kernel
    return canvas


# --8<-- [end:stamp]


# --8<-- [start:output_size]
def output_size(n, kernel_size, strides, padding, output_padding=None):
    """Cells along one axis of the output, for `n` cells of input."""
    if padding == "same" and output_padding is None:
        return n * strides
    if padding == "same":
        return (n - 1) * strides + kernel_size % 2 + output_padding
    if output_padding is None:
        return (n - 1) * strides + max(kernel_size, strides)
    return (n - 1) * strides + kernel_size + output_padding


# --8<-- [end:output_size]


# --8<-- [start:crop_start]
def crop_start(n, kernel_size, strides, size):
    """How many cells go at the start so that `size` are kept."""
    return max((n - 1) * strides + kernel_size - size, 0) // 2


# --8<-- [end:crop_start]


# --8<-- [start:conv2d_transpose]
def conv2d_transpose(image, kernel, strides=1, padding="valid", output_padding=None):
    """Stamp, then keep a window of the canvas; beyond its end there are zeros."""
    result = np.pad(stamp(image, kernel, strides), (0, strides))
    for axis in range(image.ndim):
        n, k = image.shape[axis], kernel.shape[axis]
        size = output_size(n, k, strides, padding, output_padding)
        start = crop_start(n, k, strides, size)
        result = result.take(range(start, start + size), axis)
    return result


# --8<-- [end:conv2d_transpose]
