"""strides=2: four stamps two apart overlap in a cross, and what overlaps is added."""

import draw
import numpy as np
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.ones((3, 3), int)
canvas = stamp(image, kernel, strides=2)
# --8<-- [end:compute]

reach = draw.reach(image.shape, kernel.shape, strides=2)
terms = image.reshape(-1, 1, 1) * reach  # what each cell of the image adds, the kernel being ones

fig = draw.figure(width=10.4, height=16.4)
draw.title(fig, "input", at=(1.4, 1))
draw.grid(fig, image, "input", at=(1.4, 1.5), colours=draw.reach(image.shape))
draw.label(fig, "×", at=(4.4, 2.5))
draw.title(fig, "kernel", at=(5.4, 1))
draw.grid(fig, kernel, "kernel", at=(5.4, 1))

draw.bracket(fig, 0.2, 4.2, 5.7, "strides=2", side=-1)
draw.grid(fig, canvas, "canvas", at=(0.2, 6), colours=reach, strong=True, cell=2, size=draw.LARGE)
draw.sums(fig, terms, "stamps", at=(0.2, 6), cell=2)

if __name__ == "__main__":
    draw.show()
