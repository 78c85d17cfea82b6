"""One filter a channel, as the note's picture 4 has it, beside what Conv2DTranspose does."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
maps = np.ones((3, 3, 3), int) * [1, 2, 3]  # full of 1, of 2, of 3
ones = np.ones((3, 3), int)
apart = [stamp(maps[..., c], ones, strides=1) for c in range(3)]
depthwise = np.stack(apart, axis=-1)  # each channel stays by itself
summed = np.stack([sum(apart)] * 3, axis=-1)  # each output adds all inputs
# --8<-- [end:compute]

cell, lefts, colours = 0.8, (0.1, 4.95, 9.8), ("blue", "orange", "yellow")
of_all = np.ones((3, *summed.shape[:2]), bool)
fig = draw.figure(width=13.9, height=17)

for channel, (left, colour) in enumerate(zip(lefts, colours, strict=True)):
    middle = left + 2.5 * cell
    draw.title(fig, f"input[..., {channel}]", at=(left + cell, 1))
    draw.grid(fig, maps[..., channel], f"input, channel={channel}", (left + cell, 1), colour, cell=cell)
    draw.arrow(fig, (middle, 3.8), (middle, 5))
    name = f"output, depthwise, channel={channel}"
    draw.grid(fig, depthwise[..., channel], name, (left, 5.3), colour, cell=cell, strong=True)
    draw.label(fig, "+" if channel < 2 else "", (left + 5 * cell + 0.425, 5.3 + 2.5 * cell))
    draw.arrow(fig, (middle, 9.8), (middle, 12.3))
    name = f"output, channel={channel}"
    draw.grid(fig, summed[..., channel], name, (left, 12.6), of_all, cell=cell, strong=True)

if __name__ == "__main__":
    draw.show()
