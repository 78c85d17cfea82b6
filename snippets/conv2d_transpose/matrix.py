"""The convolution as a matrix C; its transpose maps the small signal to the canvas."""

import draw
import numpy as np

# --8<-- [start:compute]
signal = np.array([1, 2, 3])
weights = np.array([4, 5, 6])
C = np.zeros((3, 7), int)  # a convolution: 7 cells in, 3 out
for row in range(3):
    C[row, 2 * row : 2 * row + 3] = weights  # strides=2
canvas = C.T @ signal
# --8<-- [end:compute]

reach = draw.reach(signal.shape, weights.shape, strides=2)
bands = reach[:, None, :] & np.eye(3, dtype=bool)[:, :, None]  # row i of C belongs to input cell i

fig = draw.figure(width=9, height=14)
draw.title(fig, "C", at=(1, 1))
draw.grid(fig, C, "C", at=(1, 1), colours=bands)
draw.title(fig, "Cᵀ", at=(0, 6))
draw.grid(fig, C.T, "Cᵀ", at=(0, 6), colours=bands.transpose(0, 2, 1))
draw.label(fig, "×", at=(3.75, 9.5))
draw.title(fig, "input", at=(4.5, 8))
draw.grid(fig, signal[:, None], "input", at=(4.5, 8), colours=draw.reach(signal.shape))
draw.label(fig, "=", at=(6.25, 9.5))
draw.title(fig, "canvas", at=(7, 6))
draw.grid(fig, canvas[:, None], "canvas", at=(7, 6), colours=reach, strong=True)

if __name__ == "__main__":
    draw.show()
