"""output_padding chooses the size: under SAME another part of the canvas stays, under VALID zeros are put at its end."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import crop_start, output_size, stamp
from conv2d_transpose.fitted import fitted

# --8<-- [start:compute]
signal, weights, strides = np.array([1, 2]), np.array([4, 5, 6]), 2
canvas = stamp(signal, weights, strides)
targets = {
    (padding, op): output_size(signal.size, weights.size, strides, padding, op)
    for padding in ("same", "valid")
    for op in (0, 1)
}
# --8<-- [end:compute]

reach = draw.reach(signal.shape, weights.shape, strides)
fig, left = draw.figure(width=11.6, height=12.6), 0.1
draw.title(fig, "canvas", (left, 1))
draw.grid(fig, canvas, "canvas", (left, 1), reach)
for row, ((padding, op), size) in enumerate(targets.items()):
    start = crop_start(signal.size, weights.size, strides, size)
    setting = f'padding="{padding}", output_padding={op}'
    fitted(fig, canvas, reach, start, size, setting, (left, 4.1 + 2.4 * row))

if __name__ == "__main__":
    draw.show()
