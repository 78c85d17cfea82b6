"""Why a shift is borne, or not: how the map was shrunk decides what the global maximum sees."""

import numpy as np

import draw
from pooling.arithmetic import pool2d

# --8<-- [start:compute]
found = np.array([0, 0, 2, 4, 1, 0, 0, 0])  # what a first convolution has found along a line
moved = {step: np.roll(found, step) for step in range(3)}
shrunk = {
    "neither": moved,
    "max pooling": {step: pool2d(row[None], (1, 2))[0] for step, row in moved.items()},
    "strides=2": {step: row[::2] for step, row in moved.items()},
}
# the second convolution adds neighbours; the largest sum ends the network
sums = {
    kind: {step: np.convolve(row, [1, 1], "valid") for step, row in maps.items()}
    for kind, maps in shrunk.items()
}
# --8<-- [end:compute]

CELL, APART = 0.55, 4.72  # as wide as a phone
SIZE = (draw.SMALL + draw.NORMAL) / 2  # the largest that touches no wall of such a cell
fig = draw.figure(width=13.9, height=17.6)
for step, row in moved.items():
    left = APART * step
    draw.label(fig, f"shift {step}", (left, 0.4), "left", bold=True)
    draw.grid(fig, row, f"input, {step}", (left, 0.9), cell=CELL, colours="blue", size=SIZE)
for top, (kind, maps) in zip((2.7, 7, 12.5), shrunk.items(), strict=True):
    draw.label(fig, kind, (0, top), "left", bold=True)
    for step, row in maps.items():
        left, wide = APART * step, CELL * found.size / row.size
        at = left, top + 0.5
        draw.grid(fig, row, f"feature map, {kind}, {step}", at, cell=wide, colours="yellow", size=SIZE)
        added, largest = sums[kind][step], sums[kind][step].max()
        below = top + 0.5 + wide + 0.35
        draw.grid(fig, added, f"sum, {kind}, {step}", (left + wide / 2, below), cell=wide, size=SIZE)
        at = left + APART / 2 - 0.8, below + wide + 0.35
        draw.grid(fig, np.array([largest]), f"maximum, {kind}, {step}", at, cell=1, strong=True)
        if largest != sums[kind][0].max():
            draw.window(fig, at, (1, 1), "focus", inset=-0.2, width=2)

if __name__ == "__main__":
    draw.show()
