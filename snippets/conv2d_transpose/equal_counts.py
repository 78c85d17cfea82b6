"""Equal counts are not enough: the weights of a kernel alternate too."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
ones, strides = np.ones(5), 2
weights = np.array([0.3, 0.9, 0.2, 0.5])
overlap = stamp(ones, np.ones(4), strides)
canvas = stamp(ones, weights, strides)
# --8<-- [end:compute]

fig = draw.figure(width=12.4, height=14.7)
draw.title(fig, "input", at=(0.2, 1))
draw.grid(fig, ones, "input", (0.2, 1))
draw.label(fig, "×", at=(6.7, 1.5))
draw.title(fig, "kernel", at=(8.2, 1))
draw.grid(fig, weights, "kernel", (8.2, 1))
draw.label(fig, f"strides={strides}", at=(0.2, 3), align="left", bold=True)

draw.title(fig, "overlap", at=(0.2, 5))
draw.bars(fig, overlap, (0.2, 6.3), scale=1)
draw.grid(fig, overlap, "overlap", (0.2, 6.3))
draw.title(fig, "canvas", at=(0.2, 10))
draw.bars(fig, canvas, (0.2, 12), scale=2)
draw.grid(fig, canvas, "canvas", (0.2, 12), strong=True)

terms = np.column_stack([weights[:2], weights[2:], canvas[4:6]])  # of an even and an odd cell inside
draw.record(fig, "sum", terms)
for (first, second, total), x in zip(terms, (3.2, 9.2), strict=True):
    draw.label(fig, f"{first:g} + {second:g} = {total:g}", at=(x, 14.2))

if __name__ == "__main__":
    draw.show()
