"""SAME, strides=3: three sizes go to one; output_padding chooses between them on the way back."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import crop_start, output_size

# --8<-- [start:compute]
kernel_size = strides = 3
sizes = np.array([16, 17, 18])
convolved = np.ceil(sizes / strides).astype(int)  # Conv2D(…, padding="same")
returned = np.array([output_size(n, kernel_size, strides, "same") for n in convolved])
small = convolved[0]
repaired = np.array([output_size(small, kernel_size, strides, "same", op) for op in range(3)])
# --8<-- [end:compute]

fig, left, cell = draw.figure(width=14.5, height=11.6), 1.8, 0.7


def bar(size, top, cropped=False):
    """So many cells among all there are; around them is padding, or what is cropped."""
    start = crop_start(convolved[0], kernel_size, strides, size)
    for first, last in (0, start), (start + size, sizes.max()):
        draw.cells(fig, (1, last - first), (left + first * cell, top), cell, cropped=cropped)
    draw.cells(fig, (1, size), (left + start * cell, top), cell, "count")
    draw.window(fig, (left + start * cell, top), (size, 1), cell=cell)
    draw.label(fig, str(size), at=(left - 0.4, top + cell / 2), align="right", bold=True)


def step(text, top):
    draw.arrow(fig, (left + 0.5, top), (left + 0.5, top + 0.8))
    draw.label(fig, text, (left + 1, top + 0.4), "left", "quiet", draw.SMALL)


draw.record(fig, "size", sizes)
for i, size in enumerate(sizes):
    bar(size, 0.1 + 0.9 * i)
step(f'Conv2D, padding="same", strides={strides}', 2.8)

draw.record(fig, "size, Conv2D", convolved[:1])
draw.label(fig, str(convolved[0]), at=(left - 0.4, 3.9 + cell / 2), align="right", bold=True)
for i in range(convolved[0]):
    draw.block(fig, (left + strides * i * cell, 3.9), (strides * cell, cell), "count")
    draw.window(fig, (left + strides * i * cell, 3.9), (strides, 1), cell=cell)
step(f'Conv2DTranspose, padding="same", strides={strides}', 4.9)

draw.record(fig, "size, Conv2DTranspose", returned[:1])
draw.record(fig, "size, Conv2DTranspose, output_padding", repaired[:2])
for i, (size, extra) in enumerate([(returned[0], None), *zip(repaired[:2], range(2), strict=True)]):
    draw.title(fig, f"output_padding={extra}", at=(left, 7.15 + 1.8 * i))
    bar(size, 7.2 + 1.8 * i, cropped=True)


if __name__ == "__main__":
    draw.show()
