"""Two different inputs, one pooled map, one upsampled map."""

import numpy as np

import draw
from upsampling.arithmetic import nearest

# --8<-- [start:compute]
one = np.array([[7, 1, 2, 0], [3, 5, 4, 6], [0, 8, 9, 2], [1, 2, 3, 9]])
other = np.array([[0, 2, 6, 6], [1, 7, 6, 6], [8, 8, 0, 1], [8, 8, 9, 0]])
pooled = one.reshape(2, 2, 2, 2).max(axis=(1, 3))  # MaxPooling2D(2)
upsampled = nearest(pooled, size=2)
# --8<-- [end:compute]

assert np.array_equal(pooled, other.reshape(2, 2, 2, 2).max(axis=(1, 3)))
reach = draw.reach(pooled.shape, (2, 2), strides=2)

fig = draw.figure(width=11.2, height=17.2)
for i, (array, left) in enumerate([(one, 0.1), (other, 7.1)], 1):
    draw.title(fig, f"input {i}", at=(left, 1))
    draw.grid(fig, array, f"input {i}", (left, 1), reach & (array == upsampled))
    for down, across in np.ndindex(2, 2):
        draw.window(fig, (left + 2 * across, 1 + 2 * down), (2, 2), "quiet", width=1)
    draw.arrow(fig, (left + 2, 5.3), (5.6 + (i - 1.5) * 1.2, 7.1))
draw.label(fig, "pooled", (7.1, 8.4), "left", "quiet", draw.SMALL)
draw.grid(fig, pooled, "pooled", (4.6, 7.4), draw.reach(pooled.shape))
draw.arrow(fig, (5.6, 9.7), (5.6, 12))
draw.label(fig, "upsampled", (8.1, 14.3), "left", "quiet", draw.SMALL)
draw.grid(fig, upsampled, "upsampled", (3.6, 12.3), reach, strong=True)

if __name__ == "__main__":
    draw.show()
