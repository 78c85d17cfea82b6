"""The arithmetic of the transposed convolution, as Keras has it: one channel, any number of axes."""

import numpy as np


# --8<-- [start:stamp]
def stamp(image, kernel, strides):
    """Every input cell times the kernel, `strides` apart on one canvas; what overlaps is added."""
    shape = [(n - 1) * strides + k for n, k in zip(image.shape, kernel.shape, strict=True)]
    canvas = np.zeros(shape, np.result_type(image, kernel))
    for cell in np.ndindex(image.shape):
        place = tuple(slice(i * strides, i * strides + k) for i, k in zip(cell, kernel.shape, strict=True))
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
    """How many cells of the canvas go at the start, so that `size` cells are kept."""
    return max((n - 1) * strides + kernel_size - size, 0) // 2


# --8<-- [end:crop_start]


# --8<-- [start:conv2d_transpose]
def conv2d_transpose(image, kernel, strides=1, padding="valid", output_padding=None):
    """Stamp, then keep the window that `padding` asks for; past the canvas there are zeros."""
    result = stamp(image, kernel, strides)
    for axis, (n, k) in enumerate(zip(image.shape, kernel.shape, strict=True)):
        size = output_size(n, k, strides, padding, output_padding)
        start = crop_start(n, k, strides, size)
        missing = [(0, 0)] * result.ndim
        missing[axis] = (0, max(start + size - result.shape[axis], 0))
        result = np.pad(result, missing).take(range(start, start + size), axis)
    return result


# --8<-- [end:conv2d_transpose]
