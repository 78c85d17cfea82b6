"""The whole idea in one picture: four stamps, two cells apart, and what overlaps is added."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.ones((3, 3), int)
strides = 2
canvas = stamp(image, kernel, strides)
# --8<-- [end:compute]

reach = draw.reach(image.shape, kernel.shape, strides)

fig = draw.figure(width=9.8, height=15)
draw.title(fig, "input", at=(1.15, 1.5))
draw.grid(fig, image, "input", at=(1.15, 1.5), colours=draw.reach(image.shape))
draw.label(fig, "×", at=(4.4, 2.5))
draw.title(fig, "kernel", at=(5.65, 1))
draw.grid(fig, kernel, "kernel", at=(5.65, 1))

cell, top = 9.8 / len(canvas), 5.2  # as wide as the figure, however far apart the stamps are
draw.bracket(fig, 0, strides * cell, top - 0.3, f"strides={strides}", side=-1)
draw.grid(fig, canvas, "canvas", (0, top), reach, strong=True, cell=cell, size=draw.LARGE)
draw.record(fig, "stamps", image.reshape(-1, 1, 1) * reach)
for colour, (row, column) in zip(draw.CELLS, np.ndindex(image.shape), strict=True):
    place = strides * column * cell, top + strides * row * cell
    draw.window(fig, place, kernel.shape, colour, cell=cell, inset=0.07 + 0.08 * (row != column))

if __name__ == "__main__":
    draw.show()
