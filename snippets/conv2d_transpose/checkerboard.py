"""How many stamps meet in each cell: uneven where strides does not divide kernel_size."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
ones, strides = np.ones((4, 4), int), 2
counts = {size: stamp(ones, np.ones((size, size), int), strides) for size in (3, 4)}
# --8<-- [end:compute]

fig = draw.figure(width=10.2, height=22.1)
for (kernel_size, array), top in zip(counts.items(), (1.2, 12.1), strict=True):
    draw.label(fig, f"kernel_size={kernel_size}, strides={strides}", (0.1, top - 0.65), "left", bold=True)
    draw.grid(fig, array, f"overlap, kernel_size={kernel_size}", (0.1, top), "count")

if __name__ == "__main__":
    draw.show()
