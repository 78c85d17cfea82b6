"""The arithmetic of the chapter: one convolution for any number of directions."""

import numpy as np


# --8<-- [start:conv]
def conv(batch, kernels):
    """Conv1D, Conv2D or Conv3D, whichever the axes ask for; strides=1, "valid".

    batch: (batch, directions ..., in); kernels: (directions ..., in, out)
    """
    kernel_size, filters = kernels.shape[:-2], kernels.shape[-1]
    sizes = zip(batch.shape[1:-1], kernel_size, strict=True)
    positions = [n - k + 1 for n, k in sizes]
    kind = np.result_type(batch, kernels)  # whole numbers stay whole
    output = np.zeros((len(batch), *positions, filters), kind)
    for place in np.ndindex(*positions):  # one number for each direction
        spans = [slice(i, i + k) for i, k in zip(place, kernel_size, strict=True)]
        window = batch[:, *spans]  # all channels
        # multiply cell by cell and add up, for each filter
        output[:, *place] = np.tensordot(window, kernels, kernels.ndim - 1)
    return output


# --8<-- [end:conv]


# --8<-- [start:visits]
def visits(sizes, kernel_size):
    """The places of the window, numbered as it visits them."""
    shape = [n - k + 1 for n, k in zip(sizes, kernel_size, strict=True)]
    return np.arange(1, np.prod(shape) + 1).reshape(shape)


# --8<-- [end:visits]
