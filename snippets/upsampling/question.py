"""A map of four cells, and three larger ones: which of them does a layer give?"""

import numpy as np

import draw
from conv2d_transpose.arithmetic import conv2d_transpose
from upsampling.arithmetic import bilinear, nearest

# --8<-- [start:compute]
image = np.array([[4, 8], [12, 32]])
# --8<-- [end:compute]

candidates = [nearest(image, 2), bilinear(image, 2), conv2d_transpose(image, np.ones((1, 1), int), strides=2)]
known = [array == nearest(image, 2) for array in candidates]  # cells that hold their input cell's number

fig = draw.figure(width=13.8, height=10.2)
draw.title(fig, "input", at=(5.9, 1))
draw.grid(fig, image, "input", at=(5.9, 1), colours=draw.reach(image.shape))
draw.arrow(fig, (6.9, 3.3), (6.9, 4.5))
draw.label(fig, "?", at=(7.4, 3.9), bold=True)
colours = draw.reach(image.shape, (2, 2), strides=2)
for number, (array, same) in enumerate(zip(candidates, known, strict=True), 1):
    at = 0.1 + 4.8 * (number - 1), 5.8
    draw.label(fig, "ABC"[number - 1], at=(at[0] + 2, at[1] - 0.6), bold=True)
    draw.grid(fig, array, f"output {number}", at, colours & same)

if __name__ == "__main__":
    draw.show()
