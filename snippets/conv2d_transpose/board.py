"""The overlap at 32×32 cells, beside a piece of a photograph (scikit-image's chelsea, CC0) that the layer enlarged."""

import numpy as np
from skimage import data

import draw
from conv2d_transpose.arithmetic import conv2d_transpose

photograph = data.chelsea().mean(axis=2)
reduced = np.rint(photograph[104:168:4, 286:350:4]).astype(int)
kernel_size, strides = 3, 2
kernel = np.ones((kernel_size, kernel_size), int)
overlap = conv2d_transpose(np.ones_like(reduced), kernel, strides, padding="same")
output = conv2d_transpose(reduced, kernel, strides, padding="same")
inside = np.unique(overlap[4:-4, 4:-4])  # no stamp of a border reaches it

width, (left, right), top = 6.5, (0.1, 7), 2.4
fig = draw.figure(width=13.6, height=9)
draw.label(fig, f"kernel_size={kernel_size}, strides={strides}", (left, 0.5), "left", bold=True)
draw.title(fig, f"overlap: {', '.join(map(str, inside))}", (left, top))
draw.picture(fig, overlap, "overlap", (left, top), width, limits=(0, overlap.max()))
draw.title(fig, "output", (right, top))
draw.picture(fig, output, "output", (right, top), width, limits=(output.min(), output.max()))

if __name__ == "__main__":
    draw.show()
