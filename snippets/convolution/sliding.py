"""One window on the image, and the sum that it makes; the page's reader drags it."""

import numpy as np

import draw
from convolution.arithmetic import cross_correlation

image = np.arange(1, 10).reshape(3, 3)
kernel = np.array([[1, 2], [3, 4]])
feature_map = cross_correlation(image, kernel)
row, column = 0, 0  # of the window

reach = draw.reach(feature_map.shape, kernel.shape, strides=1)
here = row * len(feature_map) + column
only = np.zeros_like(reach)
only[here] = reach[here]

fig = draw.figure(width=11.2, height=5.8)
draw.title(fig, "input", at=(0.3, 1))
draw.grid(fig, image, "input", (0.3, 1), only)
draw.window(fig, (0.3 + column, 1 + row), kernel.shape, draw.CELLS[here], width=2.2)
draw.label(fig, "⋆", at=(4, 2.5), size=draw.LARGE)
draw.title(fig, "kernel", at=(4.7, 1.5))
draw.grid(fig, kernel, "kernel", (4.7, 1.5))
draw.label(fig, "=", at=(7.4, 2.5))
draw.title(fig, "feature map", at=(8.1, 1.5))
draw.grid(fig, feature_map, "feature map", (8.1, 1.5), draw.reach(feature_map.shape), strong=True)
draw.window(fig, (8.1 + column, 1.5 + row), (1, 1), "focus", inset=0.1)
pairs = zip(image[row : row + 2, column : column + 2].flat, kernel.flat, strict=True)
terms = "+".join(f"{x}·{w}" for x, w in pairs)
draw.label(fig, f"{terms} = {feature_map[row, column]}", (0.3, 5.2), "left")

if __name__ == "__main__":
    draw.show()
