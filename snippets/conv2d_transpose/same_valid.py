"""VALID keeps the canvas, SAME crops it to strides times the image."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.ones((3, 3), int)
strides = 2
valid = stamp(image, kernel, strides)
height, width = image.shape
same = valid[: height * strides, : width * strides]
# --8<-- [end:compute]

reach = draw.reach(image.shape, kernel.shape, strides)
kept = np.s_[: same.shape[0], : same.shape[1]]

fig = draw.figure(width=12.2, height=7)
draw.title(fig, 'padding="valid"', at=(0.1, 1))
draw.grid(fig, valid, "output, padding=valid", (0.1, 1), reach, strong=True)
draw.label(fig, "{}×{}".format(*valid.shape), at=(2.6, 6.6))
draw.title(fig, 'padding="same"', at=(7.1, 1))
draw.grid(fig, valid, "cropped", (7.1, 1), reach, outside=kept)
draw.grid(fig, same, "output, padding=same", (7.1, 1), reach[:, *kept], strong=True)
draw.label(fig, "{}×{}".format(*same.shape), at=(9.1, 6.6))

if __name__ == "__main__":
    draw.show()
