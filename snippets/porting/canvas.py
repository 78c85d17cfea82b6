"""Three pieces of one canvas: what Keras keeps under VALID and SAME, and PyTorch with padding=1 and output_padding=1."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp
from porting.arithmetic import from_canvas

signal = np.array([1, 2, 3])
kernel = np.ones(3, int)
strides, padding, output_padding = 2, 1, 1
canvas = stamp(signal, kernel, strides)
reach = draw.reach(signal.shape, kernel.shape, strides)
_, same = from_canvas(signal.size, kernel.size, strides, "same")
kept = {
    'Keras, padding="valid"': (0, canvas.size),
    'Keras, padding="same"': (same.start, same.stop),
    f"PyTorch, padding={padding}, output_padding={output_padding}": (
        padding,
        canvas.size - padding + output_padding,
    ),
}

fig = draw.figure(width=10.4, height=8.8)
left, top = 0.1, 1.2
for name, (first, last) in kept.items():
    cells = np.s_[first:last]
    draw.title(fig, name, (left, top))
    draw.grid(fig, canvas[cells], f"output, {name}", (left + first, top), reach[:, cells], strong=True)
    draw.grid(fig, canvas, f"cropped, {name}", (left, top), reach, outside=cells)
    draw.label(fig, f"{last - first}", (left + canvas.size + 0.6, top + 0.5), "left")
    top += 3

if __name__ == "__main__":
    draw.show()
