"""VALID keeps the canvas, SAME crops it to strides times the image."""

import draw
import numpy as np
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
kept = np.zeros(valid.shape, bool)
kept[: same.shape[0], : same.shape[1]] = True

fig = draw.figure(width=12, height=6.4)
draw.title(fig, 'padding="valid"', at=(0, 1))
draw.grid(fig, valid, "output, padding=valid", at=(0, 1), colours=reach, strong=True)
draw.title(fig, 'padding="same"', at=(7, 1))
draw.grid(fig, np.ma.array(valid, mask=kept), "cropped, padding=same", at=(7, 1), colours=reach, cropped=True)
seen = reach[:, : same.shape[0], : same.shape[1]]
draw.grid(fig, same, "output, padding=same", at=(7, 1), colours=seen, strong=True)

if __name__ == "__main__":
    draw.show()
