"""PyTorch's padding cuts the canvas at both ends, output_padding gives back at the end; what Keras's SAME keeps is beside it."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import crop_start, output_size, stamp
from conv2d_transpose.fitted import fitted

# --8<-- [start:compute]
signal, weights, strides = np.array([1, 2, 3]), np.ones(3, int), 2
canvas = stamp(signal, weights, strides)
cropped = {(p, op): canvas[p : canvas.size - p + op] for p, op in [(0, 0), (1, 0), (1, 1)]}
# --8<-- [end:compute]

reach = draw.reach(signal.shape, weights.shape, strides)
fig, left, top = draw.figure(width=13.4, height=11.7), 0.1, 1.9
draw.label(fig, "PyTorch", (left, 0.4), "left", bold=True)
for (p, op), output in cropped.items():
    setting = f"padding={p}, output_padding={op}"
    fitted(fig, canvas, reach, p, output.size, setting, (left, top))
    top += 2.4
size = output_size(signal.size, weights.size, strides, "same")
start = crop_start(signal.size, weights.size, strides, size)
draw.label(fig, "Keras", (left, top + 0.1), "left", bold=True)
fitted(fig, canvas, reach, start, size, 'padding="same"', (left, top + 1.6))

if __name__ == "__main__":
    draw.show()
