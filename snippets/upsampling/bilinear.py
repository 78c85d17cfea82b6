"""Four cells become sixteen: each is a mean of at most four, weighted by how near they are."""

import numpy as np

import draw
from upsampling.arithmetic import bilinear

# --8<-- [start:compute]
image = np.array([[4, 8], [12, 32]])
output = bilinear(image, size=2)
row, column = 1, 1  # the cell that is worked out
# its centre is ¼ of a cell from the first row and column, ¾ from the next
weights = np.outer([0.75, 0.25], [0.75, 0.25])
value = (weights * image).sum()
# --8<-- [end:compute]

# an input cell reaches where an image of 1 there and 0 elsewhere is not 0
reach = np.array([bilinear(one.reshape(image.shape), 2) > 0 for one in np.eye(image.size)])
left, top, cell = 0.4, 8.9, 2.3

fig = draw.figure(width=12.9, height=18.3)
draw.title(fig, "input", at=(left, 1.2))
draw.grid(fig, image, "input", (left, 1.2), draw.reach(image.shape), cell=1.6)
draw.label(fig, "×", (left + 4.05, 2.8))
draw.title(fig, "shares", at=(left + 5, 1.2))
draw.grid(fig, weights, "shares", (left + 5, 1.2), draw.reach(image.shape), cell=2, size=draw.SMALL)
terms = [f"{weight:g}·{cell}" for weight, cell in zip(weights.flat, image.flat, strict=True)]
draw.label(fig, " + ".join(terms[:2]), (left, 6.2), "left", size=draw.SMALL)
draw.label(fig, " + " + " + ".join(terms[2:]) + f" = {value:g}", (left, 7.1), "left", size=draw.SMALL)

draw.title(fig, "output", at=(left, top))
draw.grid(fig, output, "output", (left, top), reach, strong=True, cell=cell, size=draw.LARGE)
draw.window(fig, (left + column * cell, top + row * cell), (1, 1), "focus", cell=cell, width=2.2)
for across in range(2):
    for down in range(2):  # the input's centres, on the output
        draw.dot(fig, (left + (1 + 2 * across) * cell, top + (1 + 2 * down) * cell))

if __name__ == "__main__":
    draw.show()
