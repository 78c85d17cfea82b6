"""One dimension at strides 1, 2, 3 and 4: the stamps overlap, touch, leave gaps."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
signal = np.array([1, 2, 3])
weights = np.ones(3, int)
canvases = {strides: stamp(signal, weights, strides) for strides in (1, 2, 3, 4)}
# --8<-- [end:compute]

fig = draw.figure(width=13.8, height=26)
left, top = 3.1, 0
for strides, canvas in canvases.items():
    reach = draw.reach(signal.shape, weights.shape, strides)
    draw.label(fig, "input", at=(0, top + 0.5), align="left", colour="quiet")
    draw.label(fig, "canvas", at=(0, top + 3.4), align="left", colour="quiet")
    draw.label(fig, "overlap", at=(0, top + 4.4), align="left", colour="quiet", size=draw.SMALL)
    for i, colour in enumerate(draw.CELLS[: signal.size]):
        start = left + i * strides
        middle = start + (weights.size - 1) / 2
        spans = ((middle, middle + 1), top + 1), ((start, start + weights.size), top + 2.9)
        draw.cone(fig, *spans, colour)
        draw.grid(fig, signal[i], f"input {i + 1}, strides={strides}", (middle, top), colour)
    draw.grid(fig, canvas, f"canvas, strides={strides}", (left, top + 2.9), reach, strong=True)
    draw.counts(fig, reach.sum(axis=0), f"overlap, strides={strides}", (left, top + 3.9))
    draw.bracket(fig, left, left + strides, top + 5.3, "")
    draw.label(fig, f"strides={strides}", at=(left + strides + 0.4, top + 5.25), align="left", bold=True)
    top += 6.8

if __name__ == "__main__":
    draw.show()
