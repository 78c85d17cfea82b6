"""The chapter in one small picture: one window gathers four cells into one."""

import numpy as np

import draw
from convolution.arithmetic import cross_correlation

# --8<-- [start:compute]
image = np.arange(1, 10).reshape(3, 3)
kernel = np.ones((2, 2), int)
feature_map = cross_correlation(image, kernel)
# --8<-- [end:compute]

reach = draw.reach(feature_map.shape, kernel.shape, strides=1)
(left, top), (right, lower) = (0.5, 0.5), (5.5, 1)

fig = draw.figure(width=8, height=4)
draw.grid(fig, image, "input", (left, top), reach)
for edge in (0, 1):
    draw.edge(fig, (left + 2, top + 2 * edge), (right, lower + edge), "blue", width=1.5)
draw.grid(fig, feature_map, "feature map", (right, lower), draw.reach(feature_map.shape), strong=True)
draw.window(fig, (left, top), kernel.shape, "blue", width=2.2)

if __name__ == "__main__":
    draw.show()
