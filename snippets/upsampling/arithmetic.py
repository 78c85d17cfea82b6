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


# --8<-- [start:learn]
def learn(small, large, kernel_size):
    """The kernel that brings `small` nearest to `large` (strides=2, SAME)."""
    height, width = large.shape
    start = (kernel_size - 2) // 2  # what SAME crops at the start
    outputs = []
    for row, column in np.ndindex(kernel_size, kernel_size):
        # this kernel cell 1, the others 0: the small map, two cells apart
        canvas = np.zeros((height + kernel_size - 2, width + kernel_size - 2))
        canvas[row : row + height : 2, column : column + width : 2] = small
        outputs.append(canvas[start : start + height, start : start + width])
    inside = np.s_[kernel_size:-kernel_size, kernel_size:-kernel_size]  # no border
    columns = np.transpose([output[inside].ravel() for output in outputs])
    kernel = np.linalg.lstsq(columns, large[inside].ravel())[0]
    return kernel.reshape(kernel_size, kernel_size)


# --8<-- [end:learn]


# --8<-- [start:phases]
def phases(kernel):
    """What ones give in the four kinds of output cells, with strides=2."""
    halves = kernel[0::2], kernel[1::2]  # even rows, odd rows
    return np.array([[half[:, 0::2].sum(), half[:, 1::2].sum()] for half in halves])


# --8<-- [end:phases]
