"""What a layer that flips computes, a layer that does not flip learns too: with the mirrored kernel."""

import numpy as np

import draw
from convolution.arithmetic import cross_correlation

# --8<-- [start:compute]
image = np.random.default_rng(0).integers(0, 10, (6, 7))
kernel = np.array([[1, 2, 0], [0, 3, 1], [4, 0, 2]])
target = cross_correlation(image, kernel[::-1, ::-1])  # what a layer that flips computes

# one equation for each output cell: the nine numbers of its window times nine unknown weights
rows, columns = target.shape
windows = [image[y : y + 3, x : x + 3].ravel() for y in range(rows) for x in range(columns)]
solution = np.linalg.lstsq(np.array(windows), target.ravel())[0]
learned = solution.reshape(3, 3).round(6) + 0.0  # no -0
# --8<-- [end:compute]

colours = np.pad(draw.reach((1, 3)), ((0, 0), (0, 2), (0, 0)))  # the first row of the kernel
paths = [
    ("convolution", "kernel", kernel, colours),
    ("cross-correlation", "learned", learned, colours[:, ::-1, ::-1]),
]

fig = draw.figure(width=14.4, height=11.6)
draw.title(fig, "input", at=(0.1, 3.4))
draw.grid(fig, image, "input", (0.1, 3.4), cell=0.77, size=draw.SMALL)
draw.title(fig, "output", at=(10.6, 4.2))
draw.grid(fig, target, "output", (10.6, 4.2), strong=True, cell=0.76, size=draw.SMALL)
for (operation, name, weights, mask), top in zip(paths, (2, 7.4), strict=True):
    draw.title(fig, name, at=(6.5, top))
    draw.grid(fig, weights, name, (6.5, top), mask)
    up = top < 5
    draw.label(fig, operation, (6.5, top - 1.4 if up else top + 3.7), "left", bold=True)
    draw.arrow(fig, (5.7, 5 if up else 6.4), (6.3, 4 if up else 7.9))
    draw.arrow(fig, (9.7, 4 if up else 7.9), (10.4, 5 if up else 6.5))

if __name__ == "__main__":
    draw.show()
