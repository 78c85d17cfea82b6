"""What becomes of each axis: the batch stays, the directions shrink, the input channels are summed away."""

import numpy as np

import draw
from data_shapes.arithmetic import conv

# --8<-- [start:compute]
cases = {  # directions: shapes of a batch and of the kernels
    1: ((2, 60, 3), (5, 3, 4)),
    2: ((2, 20, 30, 3), (3, 5, 3, 4)),
    3: ((2, 8, 20, 30, 3), (2, 3, 5, 3, 4)),
}
shapes = {
    d: (batch, kernels, conv(np.zeros(batch), np.zeros(kernels)).shape)
    for d, (batch, kernels) in cases.items()
}
# --8<-- [end:compute]

cell, left = 1.9, 2.9  # heads do not touch
heads = {1: ["time step"], 2: ["row", "column"], 3: ["dim1", "dim2", "dim3"]}
roles = np.zeros((3, 3, 6), bool)  # (role, row, column)
roles[0, :, 1:4] = roles[1, :, 4] = roles[2, :, 5] = True

fig = draw.figure(width=14.5, height=22.4)
for directions, at in zip(shapes, (1.3, 8.95, 16.6), strict=True):
    batch, kernels, output = shapes[directions]
    table = np.ma.masked_all((3, 6), int)
    table[0, : directions + 1], table[0, 4] = batch[:-1], batch[-1]
    table[1, 1 : directions + 1], table[1, 4:] = kernels[:-2], kernels[-2:]
    table[2, : directions + 1], table[2, 5] = output[:-1], output[-1]
    draw.label(fig, f"Conv{directions}D", (0.1, at - 0.6), "left", bold=True)
    names = ["batch", *heads[directions], *[""] * (3 - directions), "in", "out"]
    for column, name in enumerate(names):
        draw.label(fig, name, (left + (column + 0.5) * cell, at - 0.5), colour="quiet", size=draw.SMALL)
    for row, name in enumerate(("input", "kernel", "output")):
        draw.label(fig, name, (left - 0.4, at + (row + 0.5) * cell), "right", "quiet", draw.SMALL)
    draw.grid(fig, table, f"shape, Conv{directions}D", (left, at), roles, cell=cell)
    draw.window(fig, (left + 4 * cell, at), (1, 2), "focus", width=2.2, cell=cell, inset=0.08)
    draw.label(fig, "Σ", (left + 4.5 * cell, at + 2.5 * cell), colour="focus")

if __name__ == "__main__":
    draw.show()
