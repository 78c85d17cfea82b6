"""Digits moved by a pixel: how far the pooled maps move.

Needs scikit-learn, which brings the digits.
"""

import numpy as np

import draw
from chart import Chart
from pooling.arithmetic import conv2d, pool2d
from pooling.moving import compare, pool_sizes, raw

# --8<-- [start:compute]
right = np.array([[-1, 0, 1]] * 3)  # more ink on the right than on the left
edges = np.stack([right, -right, right.T, -right.T], axis=-1)[:, :, None]  # a kernel of shape (3, 3, 1, 4)
mixed = np.random.default_rng(0).integers(-1, 2, (3, 3, 4, 8))


def conv_pool(images, pool_size):
    return pool2d(conv2d(images, edges), pool_size)


def stack(images):
    """Two rounds of convolution, ReLU and max pooling."""
    return pool2d(conv2d(conv_pool(images, 2), mixed), 2)


def subsample(images, strides):
    """One pixel of each window, without looking at the others."""
    return images[..., ::strides, ::strides]


averaged = np.array([compare(pool2d, k, kind="average") for k in pool_sizes])
subsampled = np.array([compare(subsample, k) for k in pool_sizes])
stacked = np.array(compare(stack))
# --8<-- [end:compute]

fig = draw.figure(width=12, height=8.4)
axes = {"x": (1, 6), "y": (0, 1), "x_ticks": pool_sizes, "y_ticks": (0, 1)}
chart = Chart(fig, (1.7, 1.1), (8.8, 5.2), x_label="pool_size $k$", y_label="distance", **axes)
chart.line(pool_sizes, raw[:, 2], "distance", "focus", dots=True)
chart.dots([4], stacked[2:], "distance, stack", "blue", radius=0.17, square=True)
for pool_size, distance in zip(pool_sizes, raw[:, 2], strict=True):
    above = np.add(chart.place(pool_size, distance), (0.1, -0.45))
    draw.label(fig, f"{distance:.2g}", above, "left", size=draw.SMALL)
below = np.add(chart.place(4, stacked[2]), (-0.45, 0.3))
draw.label(fig, f"{stacked[2]:.2g}", below, "right", size=draw.SMALL)

if __name__ == "__main__":
    draw.show()
