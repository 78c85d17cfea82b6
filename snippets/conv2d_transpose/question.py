"""An image, a kernel, and three sizes: which of them has the output for strides=2?"""

import numpy as np

import draw
from conv2d_transpose.arithmetic import output_size

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.ones((3, 3), int)
# --8<-- [end:compute]

cases = [(2, "same"), (2, "valid"), (3, "valid")]  # strides and padding that give the three sizes
sizes = [output_size(len(image), len(kernel), strides, padding) for strides, padding in cases]

fig = draw.figure(width=13.6, height=11.2)
draw.title(fig, "input", at=(3, 1.5))
draw.grid(fig, image, "input", at=(3, 1.5), colours=draw.reach(image.shape))
draw.label(fig, "×", at=(6.3, 2.5))
draw.title(fig, "kernel", at=(7.6, 1))
draw.grid(fig, kernel, "kernel", at=(7.6, 1))
draw.arrow(fig, (6.3, 4.1), (6.3, 5.3))
draw.label(fig, f"strides={cases[0][0]} ?", at=(6.8, 4.7), align="left", bold=True)

draw.record(fig, "size", sizes)
left, cell = 0.2, 0.76
for size in sizes:
    draw.label(fig, f"{size}×{size}", at=(left + size * cell / 2, 6))
    draw.cells(fig, (size, size), at=(left, 6.6), cell=cell)
    left += size * cell + 0.9

if __name__ == "__main__":
    draw.show()
