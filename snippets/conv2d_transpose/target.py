"""One rule for crop, gap and output_padding: the canvas has its size, the output another, the difference is cut or added."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import crop_start, output_size, stamp

# --8<-- [start:compute]
signal = np.array([1, 2, 3, 4])
weights, strides, padding = np.ones(3, int), 2, "same"
canvas = stamp(signal, weights, strides)
size = output_size(signal.size, weights.size, strides, padding)
start = crop_start(signal.size, weights.size, strides, size)
# --8<-- [end:compute]

n, k, kept = signal.size, weights.size, np.s_[start : start + size]
reach = draw.reach(signal.shape, weights.shape, strides)
left, upper, lower = 0.3, 3.4, 8


def measure(start, cells, top, letters, numbers):
    """How long a row is, below it: in letters, and with their numbers."""
    draw.bracket(fig, start, start + cells, top + 1.4, "")
    for line, text in enumerate((letters, f"= {numbers} = {cells}")):
        draw.label(fig, text, (left, top + 1.95 + 0.8 * line), "left", "quiet")


fig = draw.figure(width=13.6, height=11.2)
draw.title(fig, "input", at=(left, 0.9))
for i, colour in enumerate(draw.CELLS[:n]):
    begin = left + i * strides
    middle = begin + (k - 1) / 2
    draw.cone(fig, ((middle, middle + 1), 2), ((begin, begin + k), upper), colour)
    draw.grid(fig, signal[i], f"input {i + 1}", (middle, 1), colour)
draw.grid(fig, canvas, "cropped", (left, upper), reach, outside=kept)
outside = (np.arange(canvas.size) < start) | (np.arange(canvas.size) >= start + size)
draw.grid(fig, np.ma.array(canvas, mask=outside), "canvas", (left, upper), reach)
measure(left, canvas.size, upper, "canvas: ($n$ − 1)·$s$ + $k$", f"({n} − 1)·{strides} + {k}")
draw.grid(fig, canvas[kept], "output", (left + start, lower), reach[:, kept], strong=True)
after = canvas.size - start - size
for cut, place in (start, left + start / 2), (after, left + start + size + after / 2):
    if cut:
        draw.label(fig, f"−{cut}", (place, lower + 0.5), colour="quiet", size=draw.SMALL)
measure(left + start, size, lower, "output: $n$·$s$", f"{n}·{strides}")

if __name__ == "__main__":
    draw.show()
