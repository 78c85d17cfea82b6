"""SAME: the maximum ignores the border and the average divides by the real cells; zeros would change both."""

import numpy as np

import draw
from pooling.arithmetic import pool2d, windows

# --8<-- [start:compute]
row = np.array([[-4, -2, -6, -7, -5]])
border = {kind: pool2d(row, (1, 3), strides=1, padding="same", kind=kind) for kind in ("max", "average")}
zeros = np.pad(row, ((0, 0), (1, 1)))  # what SAME does not do
zeroed = {kind: pool2d(zeros, (1, 3), strides=1, kind=kind) for kind in ("max", "average")}
real_cells = [piece.stop - piece.start for piece in windows(5, pool_size=3, strides=1, padding="same")]
# --8<-- [end:compute]

fig, cell, left = draw.figure(width=13.6, height=14.2), 1.5, 4.1
places = left + cell * np.arange(row.size)  # of the cells, and of the middles of the windows
draw.label(fig, "input", (0, 1.25), "left", "quiet", draw.SMALL)
draw.cells(fig, (1, 1), (left - cell, 0.5), cell)
draw.cells(fig, (1, 1), (left + row.size * cell, 0.5), cell)
for x, real in zip(places, windows(row.size, 3, 1, "same"), strict=True):
    span = (left + real.start * cell, left + real.stop * cell), 0.5 + cell
    draw.cone(fig, span, ((x + 0.35, x + cell - 0.35), 4), "count")
draw.grid(fig, row, "input", (left, 0.5), cell=cell)
draw.window(fig, (left, 0.5), (row.size, 1), cell=cell)
draw.label(fig, "$m$", (0, 4.5), "left", "quiet")
draw.record(fig, "size, m", real_cells)
for x, count in zip(places, real_cells, strict=True):
    draw.label(fig, str(count), (x + cell / 2, 4.5), colour="quiet")
for (kind, array), top in zip(border.items(), (5.4, 9.9), strict=True):
    draw.label(fig, kind, (0, top + cell / 2), "left", bold=True)
    draw.grid(fig, array, f"output, {kind}", (left, top), strong=True, cell=cell)
    changed = array != zeroed[kind]
    draw.label(fig, "border 0", (0, top + 1.8 + cell / 2), "left", "quiet", draw.SMALL)
    draw.grid(
        fig, zeroed[kind], f"output, {kind}, 0", (left, top + 1.8), outside=np.s_[:, row.size :], cell=cell
    )
    for x in places[changed[0]]:
        draw.window(fig, (x, top + 1.8), (1, 1), "focus", cell=cell, width=2)

if __name__ == "__main__":
    draw.show()
