"""A kernel larger than the image: under VALID there is no place for it, under SAME zeros stand where it hangs over."""

import numpy as np

import draw

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel_size = 3
places = len(image) - kernel_size + 1  # under VALID; none is left
margin = (kernel_size - 1) // 2  # under SAME, on each side
padded = np.pad(image, margin)
# --8<-- [end:compute]

n = len(image)
right = 7.2
fig = draw.figure(width=right + len(padded), height=1.2 + len(padded))
draw.record(fig, "positions", [places])
draw.title(fig, "VALID", (0, 1.2))
window = np.zeros((kernel_size, kernel_size), bool)
window[:n, :n] = True
for row, column in np.argwhere(~window):
    draw.cells(fig, (1, 1), (column, 1.2 + row), cropped=True)
draw.grid(fig, image, "input", (0, 1.2), "blue")
draw.window(fig, (0, 1.2), window.shape, "focus", dashed=True, width=2.2)
draw.title(fig, "SAME", (right, 1.2))
draw.grid(fig, padded, "padded", (right, 1.2))
for row, column in np.ndindex(image.shape):
    draw.block(fig, (right + margin + column, 1.2 + margin + row), (1, 1), "blue")
draw.window(fig, (right, 1.2), window.shape, "focus", width=2.2)

if __name__ == "__main__":
    draw.show()
