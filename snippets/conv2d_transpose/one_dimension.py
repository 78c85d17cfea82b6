"""One dimension: three stamps, two apart, overlap by a cell; the page's reader moves them apart."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
signal = np.array([1, 2, 3])
weights = np.ones(3, int)
# --8<-- [end:compute]

strides, left = 2, 3.1
canvas = stamp(signal, weights, strides)
reach = draw.reach(signal.shape, weights.shape, strides)

fig = draw.figure(width=14.2, height=5.9)
draw.label(fig, "input", (0, 0.5), "left", "quiet", draw.SMALL)
draw.label(fig, "canvas", (0, 3.4), "left", "quiet", draw.SMALL)
draw.label(fig, "overlap", at=(0, 4.4), align="left", colour="quiet", size=draw.SMALL)
for i, colour in enumerate(draw.CELLS[: signal.size]):
    start = left + i * strides
    middle = start + (weights.size - 1) / 2
    draw.cone(fig, ((middle, middle + 1), 1), ((start, start + weights.size), 2.9), colour)
    draw.grid(fig, signal[i], f"input {i + 1}", (middle, 0), colour)
draw.grid(fig, canvas, "canvas", (left, 2.9), reach, strong=True)
draw.counts(fig, reach.sum(axis=0), "overlap", (left, 3.9))
draw.bracket(fig, left, left + strides, 5.3, "")
draw.label(fig, f"strides={strides}", (left + strides + 0.4, 5.25), "left", "quiet", draw.SMALL)

if __name__ == "__main__":
    draw.show()
