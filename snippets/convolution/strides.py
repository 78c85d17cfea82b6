"""The window moves by strides; under VALID, cells at the end may be left over."""

import numpy as np

import draw
from convolution.arithmetic import output_size

# --8<-- [start:compute]
signal = np.array([1, 2, 3, 4, 5, 6])
weights = np.ones(3, int)
outputs = {}
for strides in 1, 2, 3:
    starts = strides * np.arange(output_size(6, 3, strides))
    outputs[strides] = np.array([signal[start : start + 3] @ weights for start in starts])
# --8<-- [end:compute]

fig = draw.figure(width=10.4, height=18.4)
left, top = 3.6, 1.2
for strides, output in outputs.items():
    reach = draw.reach(output.shape, weights.shape, strides)
    used = np.s_[: reach.shape[1]]
    draw.label(fig, f"strides={strides}", (0, top - 0.6), "left", bold=True)
    draw.label(fig, "input", (0, top + 0.5), "left", "quiet")
    draw.label(fig, "output", (0, top + 3.4), "left", "quiet")
    draw.grid(fig, signal[used], f"input, strides={strides}", (left, top), reach)
    draw.grid(fig, signal, f"cropped, strides={strides}", (left, top), outside=used)
    for i, value in enumerate(output):
        start, middle = left + i * strides, left + i * strides + (weights.size - 1) / 2
        draw.cone(
            fig, ((start, start + weights.size), top + 1), ((middle, middle + 1), top + 2.9), draw.CELLS[i]
        )
        draw.grid(
            fig, value, f"output {i + 1}, strides={strides}", (middle, top + 2.9), draw.CELLS[i], strong=True
        )
    if strides > 1:
        draw.bracket(fig, left, left + strides, top - 0.3, "", side=-1)
    top += 6.4

if __name__ == "__main__":
    draw.show()
