"""pool_size=3, strides=2: windows share a row and a column; one 9 wins in two windows."""

import numpy as np

import draw
from pooling.arithmetic import pool2d

# --8<-- [start:compute]
wide_map = np.array([[4, 7, 0, 1, 1], [0, 7, 1, 2, 3], [5, 5, 7, 8, 4], [6, 4, 9, 4, 0], [1, 2, 6, 2, 5]])
overlapping = pool2d(wide_map, pool_size=3, strides=2)
overlapping_average = pool2d(wide_map, pool_size=3, strides=2, kind="average")
# --8<-- [end:compute]

pool_size, strides, cell = 3, 2, 1.5
reach = draw.reach(overlapping.shape, (pool_size, pool_size), strides)

fig = draw.figure(width=13.2, height=10.2)
left, top = 0.2, 2.5
draw.bracket(fig, left, left + strides * cell, top - 0.35, f"strides={strides}", side=-1)
draw.grid(fig, wide_map, "feature map", (left, top), reach, cell=cell, size=draw.LARGE)
for colour, (row, column) in zip(draw.CELLS, np.ndindex(overlapping.shape), strict=True):
    place = left + strides * column * cell, top + strides * row * cell
    draw.window(fig, place, (pool_size,) * 2, colour, cell=cell, inset=0.08 + 0.09 * (row != column))
for (text, array), y in zip(
    {"max": overlapping, "average": overlapping_average}.items(), (2, 6.6), strict=True
):
    draw.arrow(fig, (8, 6.25), (9.4, y + 1.7))
    draw.title(fig, text, at=(9.7, y))
    draw.grid(
        fig,
        array,
        f"output, {text}",
        (9.7, y),
        draw.reach(array.shape),
        strong=True,
        cell=1.7,
        size=draw.LARGE,
    )

if __name__ == "__main__":
    draw.show()
