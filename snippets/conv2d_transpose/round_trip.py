"""SAME, strides=3: three sizes go to one; output_padding chooses between them on the way back."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import crop_start, output_size

# --8<-- [start:compute]
sizes = np.array([16, 17, 18])
convolved = np.ceil(sizes / 3).astype(int)  # Conv2D(…, 3, strides=3, padding="same")
returned = np.array([output_size(n, 3, 3, "same") for n in convolved])
repaired = np.array([output_size(n, 3, 3, "same", extra) for extra, n in enumerate(convolved)])
# --8<-- [end:compute]

fig, left, cell = draw.figure(width=14.5, height=15.5), 1.8, 0.7


def bar(size, top, cropped=False):
    """So many cells among all there are; around them is padding, or what is cropped."""
    start = crop_start(convolved[0], 3, 3, size)
    for first, last in (0, start), (start + size, sizes.max()):
        draw.cells(fig, (1, last - first), (left + first * cell, top), cell, cropped=cropped)
    draw.cells(fig, (1, size), (left + start * cell, top), cell, ["count"])
    draw.window(fig, (left + start * cell, top), (size, 1), cell=cell)
    draw.label(fig, str(size), at=(left - 0.4, top + cell / 2), align="right", bold=True)


def step(text, top):
    draw.arrow(fig, (left + 0.5, top), (left + 0.5, top + 1.1))
    draw.label(fig, text, (left + 1, top + 0.5), "left", "quiet", draw.SMALL)


draw.record(fig, "size", sizes)
for i, size in enumerate(sizes):
    bar(size, 0.1 + 1.1 * i)
step('Conv2D, padding="same", strides=3', 3.3)

draw.record(fig, "size, Conv2D", convolved[:1])
draw.label(fig, str(convolved[0]), at=(left - 0.4, 4.7 + cell / 2), align="right", bold=True)
for i in range(convolved[0]):
    draw.block(fig, (left + 3 * i * cell, 4.7), (3 * cell, cell), "count")
    draw.window(fig, (left + 3 * i * cell, 4.7), (3, 1), cell=cell)
step('Conv2DTranspose, padding="same", strides=3', 5.7)

draw.record(fig, "size, Conv2DTranspose", returned[:1])
draw.record(fig, "size, Conv2DTranspose, output_padding", repaired)
for i, (size, extra) in enumerate([(returned[0], None), *zip(repaired, range(3), strict=True)]):
    draw.title(fig, f"output_padding={extra}", at=(left, 8.4 + 2.1 * i))
    bar(size, 8.3 + 2.1 * i, cropped=True)


if __name__ == "__main__":
    draw.show()
