"""A kernel of two cells at stride 3: a gap between the stamps, one more that Keras appends, and output_padding=0 without it."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import output_size, stamp
from conv2d_transpose.fitted import fitted

# --8<-- [start:compute]
signal, short, strides = np.array([1, 2]), np.array([4, 5]), 3
canvas = stamp(signal, short, strides)
# --8<-- [end:compute]

targets = {op: output_size(signal.size, short.size, strides, "valid", op) for op in (None, 0)}
reach = draw.reach(signal.shape, short.shape, strides)
fig, left, upper = draw.figure(width=14.2, height=11), 3.1, 4
draw.label(fig, "input", (0, 1.4), "left", "quiet", draw.SMALL)
for i, colour in enumerate(draw.CELLS[: signal.size]):
    begin = left + i * strides
    middle = begin + (short.size - 1) / 2
    draw.cone(fig, ((middle, middle + 1), 1.9), ((begin, begin + short.size), upper), colour)
    draw.grid(fig, signal[i], f"input {i + 1}", (middle, 0.9), colour)
draw.label(fig, "×", (left + 6.3, 1.4))
draw.title(fig, "kernel", (left + 7.2, 0.9))
draw.grid(fig, short, "kernel", (left + 7.2, 0.9))
draw.grid(fig, canvas, "canvas", (left, upper), reach)
draw.label(fig, "canvas", (0, upper + 0.5), "left", "quiet", draw.SMALL)
for row, (op, size) in enumerate(targets.items()):
    setting = f'padding="valid", output_padding={op}'
    fitted(fig, canvas, reach, 0, size, setting, (left, 7 + 2.6 * row))

if __name__ == "__main__":
    draw.show()
