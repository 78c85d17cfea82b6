"""Four cells become sixteen, and each new number is a mean of its neighbours."""

import numpy as np

import draw
from upsampling.arithmetic import bilinear

# --8<-- [start:compute]
image = np.array([[4, 8], [12, 32]])
output = bilinear(image, size=2)
# --8<-- [end:compute]

reach = np.array([bilinear(one.reshape(image.shape), 2) > 0 for one in np.eye(image.size)])

fig = draw.figure(width=8, height=4.2)
draw.grid(fig, image, "input", (0.1, 1.1), draw.reach(image.shape))
draw.arrow(fig, (2.4, 2.1), (3.5, 2.1))
draw.grid(fig, output, "upsampled", (3.8, 0.1), reach, strong=True)

if __name__ == "__main__":
    draw.show()
