"""Two channels in, three out: one kernel for each pair, and the inputs are summed."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
images = np.stack([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], axis=-1)  # (height, width, in)
kernels = np.zeros((2, 2, 3, 2), int)  # (kernel height, kernel width, out, in)
kernels[:, :, 0, 0], kernels[:, :, 0, 1] = [[1, 2], [3, 4]], [[2, 0], [0, 1]]
kernels[:, :, 1, 0], kernels[:, :, 1, 1] = [[0, 1], [1, 0]], [[2, 1], [1, 2]]
kernels[:, :, 2, 0], kernels[:, :, 2, 1] = [[1, 1], [2, 2]], [[3, 0], [0, 0]]
outputs = np.zeros((4, 4, 3), int)  # (height, width, out)
for o, i in np.ndindex(3, 2):
    outputs[..., o] += stamp(images[..., i], kernels[..., o, i], strides=2)
# --8<-- [end:compute]

image_colours, colours = draw.reach((2, 2)), draw.reach((2, 2), (2, 2), strides=2)
lefts, tops = (0.1, 4.5), (5.6, 11, 16.4)

fig = draw.figure(width=13.2, height=20.5)
for i, left in enumerate(lefts):
    draw.title(fig, f"input[..., {i}]", at=(left, 1))
    draw.grid(fig, images[..., i], f"input, channel={i}", (left, 1), image_colours)
    draw.label(fig, "×", at=(left + 1, 4.2))
    for o, top in enumerate(tops):
        draw.title(fig, f"kernel[:, :, {o}, {i}]", at=(left, top + 1))
        draw.grid(fig, kernels[:, :, o, i], f"kernel, out={o}, in={i}", (left, top + 1))
for o, top in enumerate(tops):
    draw.label(fig, "+", at=(3.3, top + 2))
    draw.label(fig, "=", at=(7.7, top + 2))
    draw.title(fig, f"output[..., {o}]", at=(9.1, top))
    draw.grid(fig, outputs[..., o], f"output, channel={o}", (9.1, top), colours, strong=True)

row, column = 2, 0  # the cell of output[..., 0] that is worked out
factors = np.stack([images[row // 2, column // 2], kernels[row % 2, column % 2, 0]], axis=1)
draw.record(fig, "products", factors)
total = outputs[row, column, 0]
draw.label(fig, " + ".join(f"{a}·{b}" for a, b in factors) + f" = {total}", at=(11.1, tops[0] - 1.4))
for left in lefts:
    draw.window(fig, (left + column // 2, 1 + row // 2), (1, 1), "focus", width=2.2)
    draw.window(fig, (left + column % 2, 6.6 + row % 2), (1, 1), "focus", width=2.2)
draw.window(fig, (9.1 + column, 5.6 + row), (1, 1), "focus", width=2.2)

if __name__ == "__main__":
    draw.show()
