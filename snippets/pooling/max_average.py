"""Four windows of a 4×4 map: the maximum and the average of each."""

import numpy as np

import draw
from pooling.arithmetic import pool2d

# --8<-- [start:compute]
feature_map = np.array([[1, 3, 2, 0], [5, 2, 8, 4], [0, 6, 7, 1], [2, 4, 3, 5]])
maxima = pool2d(feature_map, pool_size=2, kind="max")
averages = pool2d(feature_map, pool_size=2, kind="average")
# --8<-- [end:compute]

reach = draw.reach(maxima.shape, (2, 2), strides=2)  # the window of each cell of the result
colours = draw.reach(maxima.shape)

fig, cell = draw.figure(width=13.6, height=9), 1.5
draw.title(fig, "feature map", at=(0.2, 2))
draw.grid(fig, feature_map, "feature map", (0.2, 2), reach, cell=cell, size=draw.LARGE)
for row, column in np.ndindex(maxima.shape):
    draw.window(fig, (0.2 + 2 * cell * column, 2 + 2 * cell * row), (2, 2), width=1, cell=cell)
for (text, array), top in zip({"max": maxima, "average": averages}.items(), (1, 5.6), strict=True):
    draw.arrow(fig, (6.7, 5), (8.9, top + 1.7))
    draw.title(fig, text, at=(9.4, top))
    draw.grid(fig, array, f"output, {text}", (9.4, top), colours, strong=True, cell=1.7, size=draw.LARGE)

if __name__ == "__main__":
    draw.show()
