"""The arithmetic of upsampling, as Keras has it: one channel, any number of axes."""

import numpy as np


# --8<-- [start:nearest]
def nearest(image, size):
    """Every cell becomes `size` equal cells along each axis."""
    for axis in range(image.ndim):
        image = image.repeat(size, axis)
    return image


# --8<-- [end:nearest]


# --8<-- [start:centres]
def centres(n, size):
    """Centres of the n * size new cells, where the input's are 0, 1, …, n - 1."""
    return (np.arange(n * size) + 0.5) / size - 0.5


# --8<-- [end:centres]


# --8<-- [start:bilinear]
def linear(line, size):
    """Straight between the input's centres, level beyond them: np.interp."""
    return np.interp(centres(len(line), size), np.arange(len(line)), line)


def bilinear(image, size):
    """The same along one axis after the other."""
    for axis in range(image.ndim):
        image = np.apply_along_axis(linear, axis, image, size)
    return image


# --8<-- [end:bilinear]


# --8<-- [start:factors]
def factors(image, kernel_size, strides):
    """What each kernel cell is multiplied by in each output cell (SAME)."""
    spread = np.zeros(np.multiply(image.shape, strides))
    spread[::strides, ::strides] = image
    start = (kernel_size - strides) // 2  # what SAME crops at the start
    padded = np.pad(spread, (kernel_size - 1 - start, start))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_size, kernel_size))
    return windows[..., ::-1, ::-1]


# --8<-- [end:factors]


# --8<-- [start:learn]
def learn(small, large, kernel_size):
    """The kernel that brings `small` nearest to `large`, the border left out."""
    inside = np.s_[kernel_size:-kernel_size, kernel_size:-kernel_size]
    unknowns = factors(small, kernel_size, strides=2)[inside].reshape(-1, kernel_size**2)
    kernel, *_ = np.linalg.lstsq(unknowns, large[inside].ravel(), rcond=None)
    return kernel.reshape(kernel_size, kernel_size)


# --8<-- [end:learn]
