"""Where SAME puts its zeros: the smaller half before, the odd one after."""

import numpy as np

import draw
from convolution.arithmetic import output_size, padding_of

# --8<-- [start:compute]
cases = [(4, 3, 1), (4, 2, 1), (4, 4, 1), (5, 3, 2), (4, 3, 2), (5, 2, 3)]
pads = {case: padding_of(*case, padding="same") for case in cases}
sums = {}
for n, kernel_size, strides in cases:
    padded = np.pad(np.arange(1, n + 1), pads[n, kernel_size, strides])
    starts = np.arange(output_size(n, kernel_size, strides, padding="same")) * strides
    sums[n, kernel_size, strides] = [padded[start : start + kernel_size].sum() for start in starts]
# --8<-- [end:compute]

fig = draw.figure(width=11.4, height=29.4)
left, top = 3.6, 1.2
for (n, kernel_size, strides), (before, after) in pads.items():
    case = f"n={n}, kernel_size={kernel_size}, strides={strides}"
    padded, output = np.pad(np.arange(1, n + 1), (before, after)), sums[n, kernel_size, strides]
    reach = draw.reach((len(output),), (kernel_size,), strides)
    reach = np.pad(reach, ((0, 0), (0, max(padded.size - reach.shape[1], 0))))[:, : padded.size]
    draw.label(fig, case, (0, top - 0.6), "left", bold=True)
    draw.label(fig, "padded", (0, top + 0.5), "left", "quiet")
    draw.label(fig, "output", (0, top + 2.9), "left", "quiet")
    start = left + 1 - before
    draw.grid(fig, padded, f"padded, {case}", (start, top), reach)
    draw.window(fig, (left + 1, top), (n, 1))
    for i, value in enumerate(output):
        first = start + i * strides
        middle = first + (kernel_size - 1) / 2
        draw.cone(
            fig, ((first, first + kernel_size), top + 1), ((middle, middle + 1), top + 2.4), draw.CELLS[i]
        )
        draw.grid(fig, value, f"output {i + 1}, {case}", (middle, top + 2.4), draw.CELLS[i], strong=True)
    top += 4.9

if __name__ == "__main__":
    draw.show()
