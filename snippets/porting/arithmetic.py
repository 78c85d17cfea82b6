"""What a layer of Keras needs in PyTorch, and the other way round, to give the same values along one axis."""

import numpy as np


# --8<-- [start:same_padding]
def same_padding(n, kernel_size, strides=1, dilation_rate=1):
    """How many zeros Keras puts before and after an axis of n cells."""
    reach = (kernel_size - 1) * dilation_rate + 1
    outputs = -(-n // strides)
    missing = max((outputs - 1) * strides + reach - n, 0)
    return missing // 2, missing - missing // 2


# --8<-- [end:same_padding]


# --8<-- [start:transposed]
def from_canvas(n, kernel_size, strides, padding):
    """The output_padding for PyTorch's layer, and the slice of its result that Keras gives of an axis of n cells."""
    start = max(kernel_size - strides, 0) // 2 if padding == "same" else 0
    size = n * strides if padding == "same" else None
    return max(strides - kernel_size, 0), slice(start, size and start + size)


def cropping(kernel_size, strides, padding, output_padding=0):
    """What Cropping1D takes off Keras's VALID, start and end, for what PyTorch gives; at the end 0 or more."""
    return padding, padding - output_padding + max(strides - kernel_size, 0)


# --8<-- [end:transposed]


# --8<-- [start:ceil_mode]
def ceil_padding(n, kernel_size, strides, padding=0):
    """How many cells PyTorch's ceil_mode=True adds before and after an axis of n cells."""
    outputs = -(-(n + 2 * padding - kernel_size) // strides) + 1
    if (outputs - 1) * strides >= n + padding:  # a window has to begin within the input, or in front of it
        outputs -= 1
    return padding, max((outputs - 1) * strides + kernel_size - n - padding, 0)


# --8<-- [end:ceil_mode]


# --8<-- [start:corners]
def corners(n, size):
    """The matrix (size, n) that draws n points out to `size`, the first and the last of them kept."""
    places = np.arange(size) * (n - 1) / (size - 1)
    return np.maximum(1 - np.abs(places[:, None] - np.arange(n)), 0)


# --8<-- [end:corners]


# --8<-- [start:pixel_shuffle]
def channel_order(filters, factor):
    """The order in which depth_to_space needs the channels that PyTorch's PixelShuffle makes `filters` of."""
    return np.arange(filters * factor**2).reshape(filters, factor**2).T.ravel()


# --8<-- [end:pixel_shuffle]
