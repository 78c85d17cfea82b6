"""An image, a kernel, and three sizes: which of them has the output for strides=2?"""

import draw
import numpy as np
from conv2d_transpose.arithmetic import output_size

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.ones((3, 3), int)
# --8<-- [end:compute]

sizes = [
    output_size(2, 3, strides, padding) for strides, padding in [(2, "same"), (2, "valid"), (3, "valid")]
]

fig = draw.figure(width=13.6, height=11.4)
draw.title(fig, "input", at=(3.3, 1))
draw.grid(fig, image, "input", at=(3.3, 1), colours=draw.reach(image.shape))
draw.title(fig, "kernel", at=(7.3, 1))
draw.grid(fig, kernel, "kernel", at=(7.3, 1))
draw.arrow(fig, (6.8, 4.3), (6.8, 5.3))
draw.label(fig, "strides=2 ?", at=(7.3, 4.75), align="left", bold=True)

draw.record(fig, "size", sizes)
left, cell = 0.2, 0.76
for size in sizes:
    draw.label(fig, f"{size}×{size}", at=(left + size * cell / 2, 6))
    draw.cells(fig, (size, size), at=(left, 6.6), cell=cell)
    left += size * cell + 0.9

if __name__ == "__main__":
    draw.show()
