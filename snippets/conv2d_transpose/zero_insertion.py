"""Zeros between the cells, a border, the flipped kernel: an ordinary convolution gives the canvas."""

import draw
import numpy as np

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
seen = np.pad(draw.reach(image.shape, (1, 1), strides), ((0, 0), (2, 2), (2, 2)))

fig = draw.figure(width=12, height=20)
draw.title(fig, "input", at=(0, 1))
draw.grid(fig, image, "input", at=(0, 1), colours=draw.reach(image.shape))
draw.title(fig, "kernel", at=(8.6, 1))
draw.grid(fig, kernel, "kernel", at=(8.6, 1))
draw.arrow(fig, (10.1, 4.3), (10.1, 6.2))
draw.arrow(fig, (1, 3.3), (1, 4.5))
draw.bracket(fig, 0, 2, 5.6, "kernel_size−1", side=-1)
draw.grid(fig, padded, "padded", at=(0, 6), colours=seen)
draw.window(fig, (column, 6 + row), kernel.shape, "focus")
draw.bracket(fig, 3, 4, 13.4, "strides−1")
draw.title(fig, "flipped", at=(8.6, 7.2))
draw.grid(fig, flipped, "flipped", at=(8.6, 7.2))
draw.title(fig, "products", at=(0, 16))
draw.grid(fig, products, "products", at=(0, 16))
draw.window(fig, (0, 16), kernel.shape, "focus")
draw.title(fig, "canvas", at=(6.6, 15))
reach = draw.reach(image.shape, kernel.shape, strides)
draw.grid(fig, canvas, "canvas", at=(6.6, 15), colours=reach, strong=True)
draw.arrow(fig, (3.4, 17.5), (6.6 + column - 0.1, 15.5 + row), "focus")
draw.window(fig, (6.6 + column, 15 + row), (1, 1), "focus")

if __name__ == "__main__":
    draw.show()
