"""Bilinear as a transposed convolution: tents are stamped and added; only the outermost cells differ."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import conv2d_transpose, stamp
from upsampling.arithmetic import linear

# --8<-- [start:compute]
signal = np.array([4, 8, 12, 32])
tent = np.array([0.25, 0.75, 0.75, 0.25])
canvas = stamp(signal, tent, strides=2)
by_filter = conv2d_transpose(signal, tent, strides=2, padding="same")
by_interpolation = linear(signal, size=2)
# --8<-- [end:compute]

strides, cell, left = 2, 1.3, 0.3
reach = draw.reach(signal.shape, tent.shape, strides)
kept = np.s_[1:-1]  # SAME crops one cell at each end

fig = draw.figure(width=13.5, height=15.9)
draw.title(fig, "input", at=(left, 1))
draw.grid(fig, signal, "input", (left, 1), draw.reach(signal.shape), cell=cell)
draw.label(fig, "×", (left + 6, 1 + cell / 2))
draw.title(fig, "tent", at=(left + 6.7, 1))
draw.grid(fig, tent, "tent", (left + 6.7, 1), cell=cell, size=draw.SMALL)

draw.title(fig, "stamps", at=(left, 4))
for i, value in enumerate(signal):
    at = left + strides * i * cell, 4 + i * 1.5
    draw.grid(fig, value * tent, f"stamp {i + 1}", at, draw.CELLS[i], cell=cell)
draw.title(fig, "canvas", at=(left, 11.2))
draw.grid(fig, canvas, "cropped", (left, 11.2), reach, outside=kept, cell=cell)
draw.grid(fig, by_filter, "output", (left + cell, 11.2), reach[:, kept], strong=True, cell=cell)
draw.title(fig, "bilinear", at=(left + 2 * cell + 0.2, 14.2))
draw.grid(fig, by_interpolation, "bilinear", (left + cell, 14.2), reach[:, kept], strong=True, cell=cell)
for i in np.flatnonzero(by_filter != by_interpolation):
    for top in 11.2, 14.2:
        draw.window(fig, (left + (1 + i) * cell, top), (1, 1), "focus", cell=cell, width=2.2)
    draw.label(fig, "≠", (left + (1.5 + i) * cell, 13.3), colour="focus")

if __name__ == "__main__":
    draw.show()
