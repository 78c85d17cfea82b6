"""SAME with a stride of 2: Keras puts the odd zero at the end, PyTorch's padding=1 puts zeros on both sides."""

import numpy as np

import draw
from porting.arithmetic import same_padding

signal = np.arange(1, 7)
kernel_size, strides = 3, 2
outputs = -(-signal.size // strides)
named = {"Keras": same_padding(signal.size, kernel_size, strides), "PyTorch": (1, 1)}

fig = draw.figure(width=11.4, height=12.4)
left, top = 3.4, 1.4
for name, (before, after) in named.items():
    padded = np.pad(signal, (before, after))
    reach = draw.reach((outputs,), (kernel_size,), strides)
    seen = np.s_[: reach.shape[1]]
    start = left + 1 - before
    draw.label(fig, name, (0, top - 0.7), "left", bold=True)
    draw.label(fig, f"pad ({before}, {after})", (start, top - 0.7), "left", "quiet", draw.SMALL)
    draw.label(fig, "input", (0, top + 0.5), "left", "quiet", draw.SMALL)
    draw.label(fig, "output", (0, top + 3.4), "left", "quiet", draw.SMALL)
    draw.grid(fig, padded[seen], f"padded, {name}", (start, top), reach)
    draw.grid(fig, padded, f"padded, unseen, {name}", (start, top), outside=seen)
    draw.window(fig, (left + 1, top), (signal.size, 1))
    for i in range(outputs):
        cells = padded[i * strides : i * strides + kernel_size]
        place = start + i * strides
        middle = place + (kernel_size - 1) / 2
        draw.cone(
            fig, ((place, place + kernel_size), top + 1), ((middle, middle + 1), top + 2.9), draw.CELLS[i]
        )
        draw.grid(
            fig, cells.sum(), f"output {i + 1}, {name}", (middle, top + 2.9), draw.CELLS[i], strong=True
        )
    top += 6.6

if __name__ == "__main__":
    draw.show()
