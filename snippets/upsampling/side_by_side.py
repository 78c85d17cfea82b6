"""One small map enlarged in four ways, one of them with a filter learned from a photograph (scikit-image)."""

import numpy as np
from skimage import data

import draw
from conv2d_transpose.arithmetic import conv2d_transpose
from upsampling.arithmetic import bilinear, learn, nearest

# --8<-- [start:compute]
photograph = data.chelsea().mean(axis=2)[:, :448]  # grey, from 0 to 255
halved = photograph.reshape(150, 2, 224, 2).mean(axis=(1, 3))
learned = learn(halved[:, :112], photograph[:, :224], kernel_size=6)

small = np.array([[16, 32, 16], [32, 96, 48], [64, 32, 16]])
tent = np.outer([0.25, 0.75, 0.75, 0.25], [0.25, 0.75, 0.75, 0.25])
four = {
    "nearest": nearest(small, size=2),
    "bilinear": bilinear(small, size=2),
    "fixed filter": conv2d_transpose(small, tent, strides=2, padding="same"),
    "learned filter": conv2d_transpose(small, learned, strides=2, padding="same"),
}
# --8<-- [end:compute]

cell = 1.13  # in which also 101 has the size of the other numbers
fig = draw.figure(width=14.4, height=26.3)
draw.title(fig, "input", at=(0.1, 1))
draw.grid(fig, small, "input", (0.1, 1), "count", cell=1.2)
draw.title(fig, "learned filter", at=(5.88, 1))
signs = np.stack([learned > 0, learned < 0])
draw.grid(fig, np.round(learned, 2), "kernel, learned", (5.88, 1), signs, cell=1.4, size=draw.SMALL)
for i, (name, array) in enumerate(four.items()):
    at = 0.1 + 7.4 * (i % 2), 11.2 + 8.2 * (i // 2)
    draw.label(fig, name, (at[0], at[1] - 0.6), "left", bold=True)
    draw.grid(fig, np.round(array), f"output, {name}", at, "count", strong=True, cell=cell)
    row, column = np.unravel_index(array.argmax(), array.shape)
    draw.window(fig, (at[0] + cell * column, at[1] + cell * row), (1, 1), "focus", cell=cell, width=2.2)

if __name__ == "__main__":
    draw.show()
