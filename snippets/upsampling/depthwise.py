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

cell, below, colours = 0.9, 5.5, ("blue", "orange", "yellow")  # from channel to channel
lefts = 0.1, 0.1 + 3 * cell + 1.1, 0.1 + 8 * cell + 2.2
of_all = np.ones((3, *summed.shape[:2]), bool)
fig = draw.figure(width=14, height=2 * below + 5 * cell + 0.3)

for channel, colour in enumerate(colours):
    top = 0.1 + below * channel
    middle = top + 2.5 * cell
    draw.title(fig, f"input[..., {channel}]", at=(lefts[0], top + cell))
    draw.grid(fig, maps[..., channel], f"input, channel={channel}", (lefts[0], top + cell), colour, cell=cell)
    name = f"output, depthwise, channel={channel}"
    draw.grid(fig, depthwise[..., channel], name, (lefts[1], top), colour, cell=cell, strong=True)
    draw.label(fig, "+" if channel < 2 else "", (lefts[1] + 2.5 * cell, top + (5 * cell + below) / 2))
    name = f"output, channel={channel}"
    draw.grid(fig, summed[..., channel], name, (lefts[2], top), of_all, cell=cell, strong=True)
    for right in lefts[1:]:
        draw.arrow(fig, (right - 0.95, middle), (right - 0.2, middle))

if __name__ == "__main__":
    draw.show()
