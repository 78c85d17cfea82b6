"""The arithmetic of pooling, as TensorFlow has it, and of what is done to images before it."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


# --8<-- [start:windows]
def windows(n, pool_size, strides, padding):
    """The cells that each window holds along an axis of `n` cells; what would lie outside is left out."""
    size, before = (n - pool_size) // strides + 1, 0
    if padding == "same":
        size = -(-n // strides)  # rounded up
        before = max((size - 1) * strides + pool_size - n, 0) // 2
    starts = [i * strides - before for i in range(size)]
    return [slice(max(start, 0), min(start + pool_size, n)) for start in starts]


# --8<-- [end:windows]


# --8<-- [start:pool2d]
def pool2d(images, pool_size, strides=None, padding="valid", kind="max"):
    """Pool the last two axes, rows and columns; `pool_size` and `strides` are numbers or pairs."""
    sizes = np.broadcast_to(pool_size, 2)
    steps = np.broadcast_to(strides or pool_size, 2)
    rows, columns = (windows(*axis, padding) for axis in zip(images.shape[-2:], sizes, steps, strict=True))
    squeeze = {"max": np.max, "average": np.mean}[kind]
    cells = [squeeze(images[..., row, column], axis=(-2, -1)) for row in rows for column in columns]
    return np.stack(cells, axis=-1).reshape(*images.shape[:-2], len(rows), len(columns))


# --8<-- [end:pool2d]


# --8<-- [start:convolve]
def convolve(images, kernel):
    """A 3×3 SAME convolution and ReLU: (…, channels, rows, columns), kernel (3, 3, in, out)."""
    padded = np.pad(images, [(0, 0)] * (images.ndim - 2) + [(1, 1), (1, 1)])
    patches = sliding_window_view(padded, (3, 3), axis=(-2, -1))
    return np.maximum(np.einsum("...crkij,ijco->...ork", patches, kernel, optimize=True), 0)


# --8<-- [end:convolve]
