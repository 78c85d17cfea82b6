"""The arithmetic of pooling, as TensorFlow has it, and of what is done to images before it."""

import numpy as np


# --8<-- [start:windows]
def windows(n, pool_size, strides, padding):
    """The cells that each window holds along an axis of `n` cells; what would lie outside is left out."""
    if padding == "valid":
        size, before = (n - pool_size) // strides + 1, 0
    else:
        size = -(-n // strides)  # rounded up
        before = max((size - 1) * strides + pool_size - n, 0) // 2
    starts = [i * strides - before for i in range(size)]
    return [slice(max(start, 0), min(start + pool_size, n)) for start in starts]


# --8<-- [end:windows]


# --8<-- [start:pool2d]
def pool2d(images, pool_size, strides=None, padding="valid", kind="max"):
    """Pool the last two axes, rows and columns; `pool_size` and `strides` are numbers or pairs."""
    height, width = np.broadcast_to(pool_size, 2)
    down, right = np.broadcast_to(strides or pool_size, 2)
    rows = windows(images.shape[-2], height, down, padding)
    columns = windows(images.shape[-1], width, right, padding)
    squeeze = np.max if kind == "max" else np.mean
    pooled = [[squeeze(images[..., row, column], axis=(-2, -1)) for column in columns] for row in rows]
    return np.moveaxis(np.array(pooled), (0, 1), (-2, -1))  # rows and columns last again


# --8<-- [end:pool2d]


# --8<-- [start:conv2d]
def conv2d(images, kernel):
    """A 3×3 SAME convolution and ReLU: (images, channels, rows, columns), kernel (3, 3, in, out)."""
    rows, columns = images.shape[2:]
    padded = np.pad(np.moveaxis(images, 1, -1), [(0, 0), (1, 1), (1, 1), (0, 0)])  # channels last
    total = 0
    for i, j in np.ndindex(kernel.shape[:2]):  # what each cell of the kernel adds, everywhere at once
        total = total + padded[:, i : i + rows, j : j + columns] @ kernel[i, j]
    return np.maximum(np.moveaxis(total, -1, 1), 0)


# --8<-- [end:conv2d]
