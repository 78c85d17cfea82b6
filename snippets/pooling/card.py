"""Max pooling in one small picture."""

import numpy as np

import draw
from pooling.arithmetic import pool2d

# --8<-- [start:compute]
feature_map = np.array([[1, 3, 2, 0], [5, 2, 8, 4], [0, 6, 7, 1], [2, 4, 3, 5]])
maxima = pool2d(feature_map, pool_size=2)
# --8<-- [end:compute]

fig = draw.figure(width=8, height=4.2)
draw.grid(fig, feature_map, "feature map", (0.1, 0.1), draw.reach((2, 2), (2, 2), strides=2))
draw.arrow(fig, (4.5, 2.1), (5.5, 2.1))
draw.grid(fig, maxima, "pooled", (5.9, 1.1), draw.reach((2, 2)), strong=True)

if __name__ == "__main__":
    draw.show()
