"""The convolution as a matrix C; its transpose maps the small signal to the canvas."""

import numpy as np

# --8<-- [start:compute]
signal = np.array([1, 2, 3])
weights = np.array([4, 5, 6])
C = np.zeros((3, 7), int)  # a convolution: 7 cells in, 3 out
for row in range(3):
    C[row, 2 * row : 2 * row + 3] = weights  # strides=2
canvas = C.T @ signal
# --8<-- [end:compute]
