"""Four stamps of the kernel 1…9: stamping does not flip it."""

import numpy as np

import draw

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.arange(1, 10).reshape(3, 3)
stamps = [cell * kernel for cell in image.flat]
# --8<-- [end:compute]

fig = draw.figure(width=13, height=13)
draw.title(fig, "kernel", at=(5, 1))
draw.grid(fig, kernel, "kernel", at=(5, 1))
draw.grid(fig, image, "input", at=(5.5, 6), colours=draw.reach(image.shape))
draw.label(fig, "input", at=(6.5, 8.6), colour="quiet", size=draw.SMALL)
for i, (row, column) in enumerate(np.ndindex(image.shape)):
    at = 10 * column, 1 + 9 * row
    draw.title(fig, f"{image[row, column]} × kernel", at)
    draw.grid(fig, stamps[i], f"stamp {i + 1}", at, colours=draw.CELLS[i])
    draw.arrow(fig, (5.3 + 2.4 * column, 5.8 + 2.4 * row), (3.3 + 6.4 * column, 4.3 + 5.4 * row))

if __name__ == "__main__":
    draw.show()
