"""Three directions: right, down, and from image to image."""

import draw
from data_shapes.arithmetic import visits

# --8<-- [start:compute]
images, rows, columns, channels = 3, 5, 6, 3
kernel_size = 2, 3, 3
order = visits((images, rows, columns), kernel_size)
# --8<-- [end:compute]

cell, step, top = 0.62, 0.2, 2.3
lefts = [0.1 + 4.85 * image for image in range(images)]
depth, height, width = kernel_size
middle = top + height * cell / 2

fig = draw.figure(width=14.2, height=11.8)
for image, left in enumerate(lefts):
    draw.box(fig, (left, top), (rows, columns, channels), cell, step)
    draw.label(fig, f"image {image}", (left, top + rows * cell + 0.5), "left", "quiet", draw.SMALL)
for left in lefts[:depth]:
    draw.block(fig, (left, top), (width * cell, height * cell), "blue")
    draw.box(fig, (left, top), (height, width, channels), cell, step, "focus", 2, lines=False)
inner = width * cell + channels * step
for shift in 0, height * cell:  # what ties the two parts of the one window
    start = lefts[0] + inner, top - channels * step + shift
    draw.path(fig, [start, (lefts[depth - 1], top + shift)], "focus", 1, dashed=True)
draw.arrow(fig, (lefts[0] + 1.9, 0.7), (lefts[0] + 7.3, 0.7), "focus")
draw.label(fig, "image", (lefts[0], 0.7), "left", "quiet", draw.SMALL)
draw.arrow(fig, (lefts[1] + width * cell + 0.8, middle), (lefts[1] + columns * cell - 0.1, middle), "focus")
draw.arrow(fig, (lefts[0] + 0.25, top + height * cell + 0.1), (lefts[0] + 0.25, top + 4.7 * cell), "focus")

draw.title(fig, "positions", (2.2, 8.2))
draw.block(fig, (2.2, 8.2), (1, 1), "blue")
for image, (at, numbers) in enumerate(zip(((2.2, 8.2), (8.2, 8.2)), order, strict=True)):
    draw.grid(fig, numbers, f"positions, image={image}", at, strong=True)
draw.window(fig, (2.2, 8.2), (1, 1), "focus", width=2.2)

if __name__ == "__main__":
    draw.show()
