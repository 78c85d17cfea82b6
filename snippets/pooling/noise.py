"""Four cells and their largest at each place in turn: does a window of three still hold it when the row moves by one?

The page counts how often, by formula and among chance numbers, for windows of other sizes, too.
"""

import numpy as np

import draw
from pooling.arithmetic import pool2d

# --8<-- [start:compute]
rows = np.array([np.insert([3, 1, 2], place, 9) for place in range(4)])  # the largest at each place in turn
# the window holds the first three cells, then the last three
before, after = pool2d(rows, (1, 3), strides=1).T

random = np.random.default_rng(0)
pool_sizes = np.arange(1, 9)
measured = []
for pool_size in pool_sizes:
    noise = random.random((10_000, pool_size + 1))  # a window, and the neighbour that a shift lets in
    kept = noise[:, :-1].max(axis=1) == noise[:, 1:].max(axis=1)
    measured.append(kept.mean())
formula = (pool_sizes - 1) / (pool_sizes + 1)
# --8<-- [end:compute]

fig, step = draw.figure(width=12.4, height=9.9), 2.6
for case, row in enumerate(rows):
    top = 0.3 + step * case
    draw.grid(fig, row[None], f"signal {case + 1}", (0.3, top), (row == 9)[None, None], cell=1.4)
    draw.window(fig, (0.3, top), (3, 1), cell=1.4, inset=-0.12)
    draw.window(fig, (1.7, top), (3, 1), dashed=True, cell=1.4, inset=-0.24)
    for x, name, number in (7.6, "before", before[case]), (10.6, "after", after[case]):
        draw.grid(
            fig,
            np.array([[number]]),
            f"{name} {case + 1}",
            (x, top),
            (number == 9)[None, None, None],
            cell=1.4,
        )
        draw.window(fig, (x, top), (1, 1), dashed=name == "after", cell=1.4)
    same = before[case] == after[case]
    draw.label(
        fig,
        "=" if same else "≠",
        (9.8, top + 0.7),
        colour="ink" if same else "focus",
        size=draw.LARGE,
        bold=True,
    )
    draw.arrow(fig, (6.35, top + 0.7), (7.3, top + 0.7))

if __name__ == "__main__":
    draw.show()
