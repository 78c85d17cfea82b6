"""How many stamps meet in each cell of 32×32, beside a piece of a photograph (scikit-image's chelsea, CC0) so enlarged."""

import numpy as np
from skimage import data

import draw
from conv2d_transpose.arithmetic import conv2d_transpose, stamp

# --8<-- [start:compute]
ones, strides = np.ones((4, 4), int), 2
counts = {size: stamp(ones, np.ones((size, size), int), strides) for size in (3, 4)}
# --8<-- [end:compute]

photograph = data.chelsea().mean(axis=2)
reduced = np.rint(photograph[104:168:4, 286:350:4]).astype(int)
kernel_size = 3
kernel = np.ones((kernel_size, kernel_size), int)
overlap = conv2d_transpose(np.ones_like(reduced), kernel, strides, padding="same")
output = conv2d_transpose(reduced, kernel, strides, padding="same")
first, size = (
    8,
    4,
)  # of the cells whose numbers are shown: a square that the border's missing stamps do not reach

width, (left, right), top, below, cell = 6.5, (0.1, 7), 2.4, 10.4, 1.2
pixel = width / len(overlap)
fig = draw.figure(width=13.6, height=15.4)
draw.label(fig, f"kernel_size={kernel_size}, strides={strides}", (left, 0.5), "left", bold=True)
draw.title(fig, "overlap", (left, top))
draw.picture(fig, overlap, "overlap", (left, top), width, limits=(0, overlap.max()))
draw.title(fig, "output", (right, top))
draw.picture(fig, output, "output", (right, top), width, limits=(output.min(), output.max()))
corner = left + first * pixel, top + first * pixel
draw.window(fig, corner, (size, size), width=2.2, cell=pixel)
for side in 0, 1:
    ends = (corner[0] + side * size * pixel, corner[1] + size * pixel), (left + side * size * cell, below)
    draw.path(fig, ends, "ink", 0.9)
inside = overlap[first : first + size, first : first + size]
draw.grid(fig, inside, "overlap, inside", (left, below), cell=cell)

if __name__ == "__main__":
    draw.show()
