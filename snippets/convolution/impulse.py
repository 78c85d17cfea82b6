"""One bright cell: true convolution leaves the kernel there, cross-correlation leaves it flipped."""

import numpy as np

import draw
from convolution.arithmetic import cross_correlation

# --8<-- [start:compute]
image = np.zeros((5, 5), int)
image[2, 2] = 1
kernel = np.arange(1, 10).reshape(3, 3)
correlated = cross_correlation(image, kernel)
convolved = cross_correlation(image, kernel[::-1, ::-1])
# --8<-- [end:compute]

ones = image[None].astype(bool)

fig = draw.figure(width=13.4, height=12)
draw.title(fig, "input", at=(1.2, 1))
draw.grid(fig, image, "input", (1.2, 1), ones)
draw.title(fig, "kernel", at=(9, 2))
draw.grid(fig, kernel, "kernel", (9, 2))
for i, (name, result) in enumerate({"cross-correlation": correlated, "convolution": convolved}.items()):
    left = 1.5 + 7.5 * i
    draw.arrow(fig, (6.2 + 1.4 * i, 6.2), (3.8 + 6.2 * i, 7.4))
    draw.label(fig, name, (left + 1.5, 8), bold=True)
    draw.grid(fig, result, f"feature map, {name}", (left, 8.7), "blue", strong=True)

if __name__ == "__main__":
    draw.show()
