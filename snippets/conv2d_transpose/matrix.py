"""The convolution as a matrix C; its transpose maps the small signal to the canvas."""

import numpy as np

import draw

# --8<-- [start:compute]
signal = np.array([1, 2, 3])
weights = np.array([4, 5, 6])
strides = 2
C = np.zeros((3, 7), int)  # a convolution: 7 cells in, 3 out
for row in range(3):
    C[row, strides * row : strides * row + 3] = weights
canvas = C.T @ signal
# --8<-- [end:compute]

reach = draw.reach(signal.shape, weights.shape, strides)
rows = (
    reach[:, None, :] & np.eye(signal.size, dtype=bool)[:, :, None]
)  # row i of C has the colour of input cell i

fig = draw.figure(width=9, height=13.2)
draw.title(fig, "$C$", at=(1, 1))
draw.grid(fig, C, "C", (1, 1), rows)
draw.title(fig, "$C^{𝖳}$", at=(0, 6))
draw.grid(fig, C.T, "Cᵀ", (0, 6), rows.swapaxes(1, 2))
draw.label(fig, "×", at=(3.8, 9.5))
draw.title(fig, "input", at=(4.6, 8))
draw.grid(fig, signal[:, None], "input", (4.6, 8), draw.reach(signal.shape))
draw.label(fig, "=", at=(6.4, 9.5))
draw.title(fig, "canvas", at=(7.2, 6))
draw.grid(fig, canvas[:, None], "canvas", (7.2, 6), reach, strong=True)

if __name__ == "__main__":
    draw.show()
