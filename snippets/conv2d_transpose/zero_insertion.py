"""Zeros between the cells, a border, the flipped kernel: an ordinary convolution gives the canvas."""

import numpy as np

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.arange(1, 10).reshape(3, 3)
strides = 2
height, width = image.shape
spread = np.zeros(((height - 1) * strides + 1, (width - 1) * strides + 1), int)
spread[::strides, ::strides] = image  # strides - 1 zeros between the cells
padded = np.pad(spread, len(kernel) - 1)  # the border: not what `padding` means
flipped = kernel[::-1, ::-1]
windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
canvas = (windows * flipped).sum(axis=(-2, -1))
# --8<-- [end:compute]
