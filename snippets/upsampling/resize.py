"""UpSampling2D and then Conv2D is a Conv2DTranspose whose kernel cannot make a checkerboard."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp
from upsampling.arithmetic import phases

# --8<-- [start:compute]
kernel = np.arange(1, 10).reshape(3, 3)  # of the Conv2D
tied = stamp(np.ones((2, 2), int), kernel[::-1, ::-1], strides=1)  # one stamp
free = np.arange(1, 17).reshape(4, 4)  # any kernel of this size
# --8<-- [end:compute]

kinds = np.array([np.kron(np.ones((2, 2), bool), one.reshape(2, 2) > 0) for one in np.eye(4)])
places = draw.reach((2, 2))

fig = draw.figure(width=13.4, height=12.5)
draw.title(fig, "Conv2D", at=(0.1, 2.2))
draw.grid(fig, kernel, "kernel", (0.1, 2.2), cell=1.2)
draw.arrow(fig, (4, 4), (5, 4))
draw.title(fig, "UpSampling2D + Conv2D", at=(5.3, 1.6))
draw.grid(fig, tied, "kernel, tied", (5.3, 1.6), kinds, cell=1.2)
draw.arrow(fig, (10.4, 4), (10.9, 4))
draw.title(fig, "sum", at=(11.1, 2.8))
draw.grid(fig, phases(tied), "sum, tied", (11.1, 2.8), places, cell=1.1)
draw.title(fig, "Conv2DTranspose", at=(5.3, 7.6))
draw.grid(fig, free, "kernel, free", (5.3, 7.6), kinds, cell=1.2)
draw.arrow(fig, (10.4, 10), (10.9, 10))
draw.title(fig, "sum", at=(11.1, 8.8))
draw.grid(fig, phases(free), "sum, free", (11.1, 8.8), places, cell=1.1)

if __name__ == "__main__":
    draw.show()
