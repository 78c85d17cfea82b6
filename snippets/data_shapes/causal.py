"""Causal padding: all zeros go in front, so that no output sees a later step than its own."""

import numpy as np

import draw

# --8<-- [start:compute]
days = np.arange(1, 7)
kernel_size, dilation_rate = 2, 2
zeros = (kernel_size - 1) * dilation_rate
padded = np.pad(days, (zeros, 0))
taps = dilation_rate * np.arange(kernel_size)
causal = np.array([padded[i + taps].sum() for i in range(days.size)])
# --8<-- [end:compute]

left, bottom = 3.6, 3.6
fig = draw.figure(width=left + padded.size, height=bottom + 1.2)
for i, colour in (0, "blue"), (days.size - 1, "orange"):
    for tap in i + taps:
        draw.edge(fig, (left + tap + 0.5, 1.2), (left + zeros + i + 0.5, bottom), colour, width=1.6)
draw.label(fig, "input", (0, 0.7), "left", "quiet", draw.SMALL)
draw.grid(fig, padded, "padded", (left, 0.2))
draw.window(fig, (left + zeros, 0.2), (days.size, 1))
draw.label(fig, "output", (0, bottom + 0.5), "left", "quiet", draw.SMALL)
draw.grid(fig, causal, "output", (left + zeros, bottom), strong=True)

if __name__ == "__main__":
    draw.show()
