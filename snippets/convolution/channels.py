"""Two channels in, three out: one kernel for each pair, and the inputs are summed."""

import numpy as np

import draw
from convolution.arithmetic import conv2d

# --8<-- [start:compute]
images = np.stack([[[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[2, 0, 1], [1, 3, 0], [0, 1, 2]]], axis=-1)
kernels = np.zeros((2, 2, 2, 3), int)  # (kernel height, kernel width, in, out)
kernels[:, :, 0, 0], kernels[:, :, 1, 0] = [[1, 2], [3, 4]], [[1, 0], [0, 2]]
kernels[:, :, 0, 1], kernels[:, :, 1, 1] = [[0, 1], [1, 0]], [[2, 1], [1, 2]]
kernels[:, :, 0, 2], kernels[:, :, 1, 2] = [[1, 1], [0, 0]], [[0, 3], [0, 0]]
outputs = conv2d(images, kernels)
# --8<-- [end:compute]

lefts, tops = (0.1, 4.9), (7.4, 11.2, 15)
row, column, out = 1, 0, 0  # the cell that is worked out

fig = draw.figure(width=14, height=17.2)
for i, left in enumerate(lefts):
    draw.title(fig, f"input[..., {i}]", at=(left, 1))
    draw.grid(fig, images[..., i], f"input, channel={i}", (left, 1))
    draw.window(fig, (left + column, 1 + row), (2, 2), "focus", width=2.2)
    draw.label(fig, "⋆", at=(left + 1.5, 4.9), size=draw.LARGE)
    for o, top in enumerate(tops):
        draw.title(fig, f"kernel[:, :, {i}, {o}]", at=(left, top))
        draw.grid(fig, kernels[:, :, i, o], f"kernel, in={i}, out={o}", (left, top))
for o, top in enumerate(tops):
    draw.label(fig, "+", at=(3.6, top + 1))
    draw.label(fig, "=", at=(8.6, top + 1))
    draw.title(fig, f"output[..., {o}]", at=(10.4, top))
    draw.grid(fig, outputs[..., o], f"output, channel={o}", (10.4, top), draw.CELLS[o], strong=True)

window = images[row : row + 2, column : column + 2]
sums = np.sum(window * kernels[..., out], axis=(0, 1))
draw.record(fig, "sum", sums)
for left in lefts:
    draw.window(fig, (left, tops[out]), (2, 2), "focus", width=2.2)
draw.window(fig, (10.4 + column, tops[out] + row), (1, 1), "focus", width=2.2)
total = outputs[row, column, out]
draw.label(fig, " + ".join(map(str, sums)) + f" = {total}", (11.4, tops[out] - 1.4))

if __name__ == "__main__":
    draw.show()
