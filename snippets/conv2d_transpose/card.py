"""Four stamps two apart on one canvas: a transposed convolution at a glance."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.ones((3, 3), int)
canvas = stamp(image, kernel, strides=2)
# --8<-- [end:compute]

fig = draw.figure(width=8.2, height=5)
draw.grid(fig, image, "input", (0, 1.5), draw.reach(image.shape))
draw.arrow(fig, (2.2, 2.5), (3, 2.5))
draw.grid(fig, canvas, "canvas", (3.2, 0), draw.reach(image.shape, kernel.shape, strides=2), strong=True)

if __name__ == "__main__":
    draw.show()
