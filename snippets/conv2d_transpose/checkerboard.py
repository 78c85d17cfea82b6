"""How many stamps meet in each cell: uneven where strides does not divide kernel_size."""

import draw
import numpy as np
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
ones = np.ones((4, 4), int)
uneven = stamp(ones, np.ones((3, 3), int), strides=2)
even = stamp(ones, np.ones((4, 4), int), strides=2)
# --8<-- [end:compute]

fig = draw.figure(width=11, height=22)
draw.label(fig, "kernel_size=3, strides=2", at=(0, 0.4), align="left", bold=True)
draw.grid(fig, uneven, "overlap, kernel_size=3, strides=2", at=(0.5, 1), colours="count")
draw.label(fig, "kernel_size=4, strides=2", at=(0, 11.2), align="left", bold=True)
draw.grid(fig, even, "overlap, kernel_size=4, strides=2", at=(0, 11.8), colours="count")

if __name__ == "__main__":
    draw.show()
