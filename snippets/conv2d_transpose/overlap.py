"""strides=2: four stamps two apart overlap in a cross, and what overlaps is added."""

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
terms = image.reshape(-1, 1, 1) * reach  # what each cell of the image adds, as the kernel is all ones

fig = draw.figure(width=13.7, height=19.6)
draw.title(fig, "input", at=(2.85, 1.5))
draw.grid(fig, image, "input", at=(2.85, 1.5), colours=draw.reach(image.shape))
draw.label(fig, "×", at=(6.15, 2.5))
draw.title(fig, "kernel", at=(7.45, 1))
draw.grid(fig, kernel, "kernel", at=(7.45, 1))

left, top, cell = 0.1, 6, 2.7
draw.bracket(fig, left, left + strides * cell, top - 0.35, f"strides={strides}", side=-1)
draw.grid(fig, canvas, "canvas", (left, top), reach, strong=True, cell=cell, size=draw.LARGE)
draw.record(fig, "stamps", terms)
for row, column in np.argwhere(reach.sum(axis=0) > 1):
    text = "+".join(str(term) for term in terms[reach[:, row, column], row, column])
    draw.label(fig, text, (left + (column + 0.5) * cell, top + (row + 0.78) * cell))
for colour, (row, column) in zip(draw.CELLS, np.ndindex(image.shape), strict=True):
    place = left + strides * column * cell, top + strides * row * cell
    draw.window(fig, place, kernel.shape, colour, cell=cell, inset=0.08 + 0.09 * (row != column))

if __name__ == "__main__":
    draw.show()
