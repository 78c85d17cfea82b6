"""The chapter in small: in how many directions the window moves, and how many positions it has."""

import draw
from data_shapes.arithmetic import visits

# --8<-- [start:compute]
cases = {1: ((6,), (3,)), 2: ((5, 6), (3, 3)), 3: ((2, 5, 6), (1, 3, 3))}  # sizes, kernel_size
counts = [visits(*case).size for case in cases.values()]
# --8<-- [end:compute]


def data(at, table, window, cell, step):
    """A table, (rows, columns, sheets), and in it the window; returns the window's edges."""
    (rows, columns), far = window[:2], (window[2] - 1) * step
    draw.box(fig, at, table, cell, step)
    draw.block(fig, at, (columns * cell, rows * cell), "blue")
    draw.box(fig, at, window, cell, step, "focus", 1.6, lines=False)
    return at[0] + columns * cell + far + step + 0.05, at[1] + rows * cell + 0.08


def moves(start, *shift):
    draw.arrow(fig, start, (start[0] + shift[0], start[1] + shift[1]), "focus")


fig = draw.figure(width=8, height=6)
draw.record(fig, "positions", counts)
for directions, count, middle in zip(cases, counts, (0.9, 3.4, 6.55), strict=True):
    draw.label(fig, f"{directions}D", (middle, 0.4), bold=True)
    draw.label(fig, f"{count}", (middle, 5.5))

_, below = data((0.36, 1.8), (*cases[1][0], 3, 1), (*cases[1][1], 3, 1), 0.36, 0)
moves((0.9, below), 0, 0.85)
beside, below = data((2.15, 2), (*cases[2][0], 3), (*cases[2][1], 3), 0.36, 0.14)
moves((beside, 2), 0.75, 0)
moves((2.35, below), 0, 0.75)
(images, *size), (_, *window) = cases[3]
for image in reversed(range(images)):
    at = 5.6, 1.5 + 2.2 * image
    if image:
        draw.box(fig, at, (*size, 3), 0.25, 0.1)
beside, below = data(at, (*size, 3), (*window, 3), 0.25, 0.1)
moves((beside, 1.5), 0.75, 0)
moves((5.8, below), 0, 0.6)
moves((5.3, 1.9), 0, 2.4)

if __name__ == "__main__":
    draw.show()
