"""The note's picture 4: the true 5×5 map, the printed one, and the stamp by which they differ."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
image, ones = np.arange(1, 10).reshape(3, 3), np.ones((3, 3), int)
true = stamp(image, ones, strides=1)
printed = np.array(  # quoted: the note's picture, image-20200716141546360.png
    [[1, 3, 6, 5, 3], [5, 12, 21, 16, 9], [12, 24, 42, 30, 18], [11, 21, 36, 25, 15], [7, 12, 21, 14, 9]]
)
slipped = image.copy()
slipped[2, 1] = 5  # 5 in place of 8
difference = true - printed
# --8<-- [end:compute]

fig = draw.figure(width=13.2, height=19.8)
for source, array, names, left in [
    (image, true, ("input", "output"), 0.1),
    (slipped, printed, ("input", "printed"), 7.1),
]:
    number = 1 if array is true else 2
    draw.grid(fig, source, f"input {number}", (left + 1.2, 1), cell=1.2)
    draw.window(fig, (left + 1.2 + 1.2, 1 + 2 * 1.2), (1, 1), "focus", cell=1.2, width=2.2)
    draw.arrow(fig, (left + 3, 4.9), (left + 3, 6.2))
    draw.grid(fig, array, names[1], (left, 6.6), cell=1.2, strong=array is true)
    draw.title(fig, names[1], at=(left, 6.6))
    for row, column in np.argwhere(difference):
        draw.window(fig, (left + 1.2 * column, 6.6 + 1.2 * row), (1, 1), "focus", cell=1.2, inset=0.08)
draw.title(fig, "input", at=(1.3, 1))
draw.title(fig, "difference", at=(3.6, 13.6))
draw.grid(fig, difference, "difference", (3.6, 13.6), cell=1.2)
draw.label(fig, "−", (6.6, 9.6))
for row, column in np.argwhere(difference):
    draw.window(fig, (3.6 + 1.2 * column, 13.6 + 1.2 * row), (1, 1), "focus", cell=1.2, inset=0.08)

if __name__ == "__main__":
    draw.show()
