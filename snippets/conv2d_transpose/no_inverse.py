"""Two signals that a convolution makes into one: what comes back cannot be both."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
pair = np.array([[1, 2, 3, 4], [2, 3, 1, 5]])
taps = np.ones(3, int)
shrunk = [np.convolve(signal, taps, "valid") for signal in pair]
back = stamp(shrunk[0], taps, strides=1)
# --8<-- [end:compute]

fig, middle = draw.figure(width=12.2, height=7.8), 6.1
for i, (signal, left) in enumerate(zip(pair, (0.6, 7.6), strict=True)):
    draw.title(fig, "input", (left, 1))
    draw.grid(fig, signal, f"input {i + 1}", (left, 1))
    draw.arrow(fig, (left + 2, 2.2), (middle - 0.6 + 1.2 * i, 3.6))
draw.label(fig, "Conv1D", (middle, 2.5), colour="quiet", size=draw.SMALL)
draw.grid(fig, shrunk[0], "output, Conv1D", (middle - 1, 3.8), strong=True)
draw.arrow(fig, (middle, 5), (middle, 6.4))
draw.label(fig, "Conv1DTranspose", (middle + 0.5, 5.7), "left", "quiet", draw.SMALL)
draw.grid(fig, back, "output, Conv1DTranspose", (middle - 2, 6.6), strong=True)

if __name__ == "__main__":
    draw.show()
