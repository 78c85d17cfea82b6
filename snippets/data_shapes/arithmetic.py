"""The arithmetic of the chapter: one convolution for any number of directions."""

import numpy as np


# --8<-- [start:convolve]
def convolve(batch, kernels):
    """Conv1D, Conv2D or Conv3D, by how many axes the kernels have; strides=1, padding="valid".

    batch: (batch, one axis for each direction, in); kernels: (one axis for each direction, in, out).
    """
    *kernel_size, _, filters = kernels.shape
    positions = [n - k + 1 for n, k in zip(batch.shape[1:-1], kernel_size, strict=True)]
    output = np.zeros((len(batch), *positions, filters), np.result_type(batch, kernels))
    for place in np.ndindex(*positions):  # as many numbers as there are directions
        span = tuple(slice(i, i + k) for i, k in zip(place, kernel_size, strict=True))
        window = batch[:, *span]  # every channel
        output[:, *place] = np.tensordot(window, kernels, axes=kernels.ndim - 1)
    return output


# --8<-- [end:convolve]


# --8<-- [start:visits]
def visits(sizes, kernel_size):
    """The window's positions, numbered in the order in which it visits them."""
    positions = [n - k + 1 for n, k in zip(sizes, kernel_size, strict=True)]
    return np.arange(1, np.prod(positions) + 1).reshape(positions)


# --8<-- [end:visits]
