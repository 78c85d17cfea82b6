"""Zeros between the cells, a border, the flipped kernel: an ordinary convolution gives the canvas."""

import numpy as np

import draw

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.arange(1, 10).reshape(3, 3)
strides = 2
height, width = image.shape
spread = np.zeros(((height - 1) * strides + 1, (width - 1) * strides + 1), int)
spread[::strides, ::strides] = image  # strides - 1 zeros between the cells
padded = np.pad(spread, len(kernel) - 1)  # the border: not what `padding` means
flipped = kernel[::-1, ::-1]
windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
canvas = (windows * flipped).sum(axis=(-2, -1))
# --8<-- [end:compute]

row, column = 2, 2  # the window that is looked at
products = windows[row, column] * flipped
cells = np.pad(draw.reach(image.shape, (1, 1), strides), ((0, 0), (2, 2), (2, 2)))
reach = draw.reach(image.shape, kernel.shape, strides)

fig = draw.figure(width=12.6, height=20.7)
draw.title(fig, "input", at=(3.4, 1.5))
draw.grid(fig, image, "input", (3.4, 1.5), draw.reach(image.shape))
draw.arrow(fig, (4.4, 3.8), (4.4, 5.4))
draw.title(fig, "kernel", at=(9.4, 1))
draw.grid(fig, kernel, "kernel", (9.4, 1))
draw.arrow(fig, (10.9, 4.3), (10.9, 6.9))

draw.bracket(fig, 0.9, 2.9, 5.75, "kernel_size−1", side=-1)
draw.grid(fig, padded, "padded", (0.9, 6), cells)
draw.bracket(fig, 3.9, 4.9, 13.25, "strides−1")
draw.label(fig, "×", at=(8.65, 9.5))
draw.title(fig, "flipped kernel", at=(9.4, 8))
draw.grid(fig, flipped, "flipped", (9.4, 8))

draw.title(fig, "products", at=(0.9, 16.6))
draw.grid(fig, products, "products", (0.9, 16.6))
draw.label(fig, f"sum = {canvas[row, column]}", at=(5.7, 18.1))
draw.title(fig, "canvas", at=(7.4, 15.6))
draw.grid(fig, canvas, "canvas", (7.4, 15.6), reach, strong=True)
for at, size in [((0.9 + column, 6 + row), 3), ((0.9, 16.6), 3), ((7.4 + column, 15.6 + row), 1)]:
    draw.window(fig, at, (size, size), "focus", width=2.2)

if __name__ == "__main__":
    draw.show()
