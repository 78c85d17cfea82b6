"""One row under a window: kernel_size, strides, padding and dilation_rate set how many places it has; the reader sets them."""

import numpy as np

import draw
from convolution.arithmetic import output_size, padding_of


# --8<-- [start:compute]
def slide_ones(n, kernel_size, strides=1, padding="valid", dilation_rate=1):
    """The row 1 … n with the zeros around it, and what a kernel of ones makes of it."""
    settings = n, kernel_size, strides, padding, dilation_rate
    padded = np.pad(np.arange(1, n + 1), padding_of(*settings))
    reach = (kernel_size - 1) * dilation_rate + 1
    starts = np.arange(output_size(*settings)) * strides
    return padded, np.array([padded[start : start + reach : dilation_rate].sum() for start in starts])


# --8<-- [end:compute]

n, kernel_size, strides = 6, 3, 2
row, output = slide_ones(n, kernel_size, strides)
seen = (output.size - 1) * strides + kernel_size
left, top, bottom = 3.2, 1, 4.1  # left: of the input, with room for zeros before it
chosen = 0  # the window that is coloured

fig = draw.figure(width=14.4, height=6.9)
draw.title(fig, "input", at=(left, top))
window = draw.reach((output.size,), (kernel_size,), strides)[chosen]
only = np.arange(row.size) < seen
draw.grid(
    fig, np.ma.array(row, mask=~only), "padded", (left, top), np.pad(window, (0, row.size - seen))[None]
)
draw.grid(fig, row, "cropped", (left, top), outside=np.s_[:seen])
draw.window(fig, (left, top), (n, 1))
draw.label(fig, "output", (left + (kernel_size - 1) / 2 - 0.4, bottom + 0.5), "right", "quiet", draw.SMALL)
for i, value in enumerate(output):
    start = left + i * strides
    middle = start + (kernel_size - 1) / 2
    if i == chosen:
        ends = ((start, start + kernel_size), top + 1), ((middle, middle + 1), bottom)
        draw.cone(fig, *ends, draw.CELLS[i])
        draw.window(fig, (start, top), (kernel_size, 1), draw.CELLS[i], width=2.2)
    else:
        draw.path(fig, [(start, top + 1), (middle, bottom)], "line", 0.9)
        draw.path(fig, [(start + kernel_size, top + 1), (middle + 1, bottom)], "line", 0.9)
    colours = draw.CELLS[i] if i == chosen else None
    draw.grid(fig, value, f"output {i + 1}", (middle, bottom), colours, strong=True)
lines = "⌊($n$ − $k$) / $s$⌋ + 1", f"= ⌊({n} − {kernel_size}) / {strides}⌋ + 1 = {output.size}"
for y, line in zip((5.8, 6.6), lines, strict=True):
    draw.label(fig, line, (left, y), "left", "quiet")

if __name__ == "__main__":
    draw.show()
