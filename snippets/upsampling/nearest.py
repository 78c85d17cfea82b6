"""Four cells become sixteen, and each new number is a copy of the nearest cell's."""

import numpy as np

import draw
from upsampling.arithmetic import nearest

# --8<-- [start:compute]
image = np.array([[4, 8], [12, 32]])
output = nearest(image, size=2)
# --8<-- [end:compute]

fig = draw.figure(width=8, height=4.2)
draw.grid(fig, image, "input", (0.1, 1.1), draw.reach(image.shape))
draw.arrow(fig, (2.4, 2.1), (3.5, 2.1))
colours = draw.reach(image.shape, (2, 2), strides=2)
draw.grid(fig, output, "upsampled", (3.8, 0.1), colours, strong=True)

if __name__ == "__main__":
    draw.show()
