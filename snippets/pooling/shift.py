"""A digit moved by a pixel, max-pooled beside average-pooled: which cells change; the page's reader moves it.

Needs scikit-learn, which brings the digit.
"""

import numpy as np
from sklearn.datasets import load_digits

import draw
from pooling.arithmetic import pool2d

levels = load_digits().images[0].astype(int) // 4 * 4  # four: each average of 4 cells is a whole number
digit = np.pad(levels, 2)  # with a margin: nothing leaves the picture
shift, pool_size = 1, 2
moved = np.roll(digit, shift, axis=1)

cell, wide = 0.5, 1.16
left, top, below = 4.2, 1, 8.7
half = len(digit) // pool_size

fig = draw.figure(width=14.4, height=16.8)
draw.title(fig, "digit", at=(left, top))
draw.record(fig, "digit", moved)
for row, column in np.argwhere(moved):
    place = left + column * cell, top + row * cell
    draw.block(fig, place, (cell, cell), "ink", share=moved[row, column] / 8)
draw.cells(fig, (half, half), (left, top), pool_size * cell)
for kind, start in ("max", 0.1), ("average", 7.4):
    before, pooled = (pool2d(image, pool_size, kind=kind) for image in (digit, moved))
    draw.title(fig, kind, at=(start, below))
    for row, column in np.argwhere(pooled != before):
        place = start + column * wide, below + row * wide
        draw.block(fig, place, (wide, wide), "orange")
    draw.grid(fig, pooled, f"pooled, {kind}", (start, below), cell=wide)
    for row, column in np.argwhere(pooled != before):
        place = start + column * wide, below + row * wide
        draw.window(fig, place, (1, 1), "focus", cell=wide, width=1.3)
    draw.label(fig, f"≠ {np.sum(pooled != before)} / {pooled.size}", (start, below + 7.5), "left", bold=True)

if __name__ == "__main__":
    draw.show()
