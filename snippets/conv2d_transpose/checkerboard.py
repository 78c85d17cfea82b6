"""How many stamps meet in each cell: uneven where strides does not divide kernel_size."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
ones = np.ones((4, 4), int)
uneven = stamp(ones, np.ones((3, 3), int), strides=2)
even = stamp(ones, np.ones((4, 4), int), strides=2)
# --8<-- [end:compute]

fig = draw.figure(width=10.2, height=22.1)
for array, kernel_size, top in (uneven, 3, 1.2), (even, 4, 12.1):
    draw.label(fig, f"kernel_size={kernel_size}, strides=2", at=(0.1, top - 0.65), align="left", bold=True)
    draw.grid(fig, array, f"overlap, kernel_size={kernel_size}", (0.1, top), "count")

if __name__ == "__main__":
    draw.show()
