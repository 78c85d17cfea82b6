"""Why two ways of a U-Net do not meet: a pooling drops the odd row and column, and doubling does not bring them back."""

import numpy as np

import draw

# --8<-- [start:compute]
skip = np.arange(1, 26).reshape(5, 5)
windows = skip[:4, :4].reshape(2, 2, 2, 2)  # (window, row, window, column)
pooled = windows.max(axis=(1, 3))
back = pooled.repeat(2, axis=0).repeat(2, axis=1)
# --8<-- [end:compute]

left, middle, right, top = 0, 6.4, 9.8, 1.2
fig = draw.figure(width=right + 4, height=top + 5)
kept = slice(0, len(back)), slice(0, len(back))
draw.title(fig, "down", (left, top))
draw.grid(fig, skip[kept], "input, kept", (left, top), "blue")
draw.grid(fig, skip, "input, dropped", (left, top), outside=kept)
draw.title(fig, "pooled", (middle, top))
draw.grid(fig, pooled, "pooled", (middle, top), "green")
draw.title(fig, "up", (right, top))
draw.grid(fig, back, "upsampled", (right, top), "green")
draw.window(fig, (left, top), back.shape, "focus", width=2.2)
draw.window(fig, (right, top), back.shape, "focus", width=2.2)

if __name__ == "__main__":
    draw.show()
