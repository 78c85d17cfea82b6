"""One new cell under a probe: what nearest, bilinear and a transposed convolution with the tent make of it."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import conv2d_transpose
from upsampling.arithmetic import linear, nearest

signal = np.array([4, 8, 12, 32])
tent = np.array([0.25, 0.75, 0.75, 0.25])
ways = {
    "nearest": lambda line: nearest(line, size=2),
    "bilinear": lambda line: linear(line, size=2),
    "Conv2DTranspose": lambda line: conv2d_transpose(line, tent, strides=2, padding="same"),
}
ones = np.eye(signal.size, dtype=int)  # a 1 in one input cell shows the share that each new cell has of it
shares = {name: np.array([way(one) for one in ones]) for name, way in ways.items()}

cell, left, wide, narrow, gap = 5, 0.7, 3, 1.5, 3.9  # `cell`: the new one under the probe
middle = left + narrow * (cell + 0.5)

fig = draw.figure(width=13.4, height=13.5)
draw.title(fig, "input", at=(left, 1))
for i, value in enumerate(signal):
    draw.block(fig, (left + wide * i, 1), (wide, 1), draw.CELLS[i])
    draw.window(fig, (left + wide * i, 1), (wide, 1), "line", width=0.6)
    centre = left + wide * (i + 0.5)
    draw.label(fig, f"{value:g}", (centre, 1.5))
    draw.path(fig, [(centre, 2), (centre, 2.25)], "quiet", 0.9)
draw.record(fig, "input", signal)
draw.path(fig, [(middle, 0.8), (middle, 2.25)], "focus", 2.2)

for i, (name, share) in enumerate(shares.items()):
    top = 3.1 + gap * i
    values = signal @ share
    draw.label(fig, name, (left, top), "left", bold=True)
    terms = " + ".join(
        f"{part:g}·{value}" for part, value in zip(share[:, cell], signal, strict=True) if part
    )
    draw.label(fig, f"{terms} = {values[cell]:g}", (left + wide * signal.size, top), "right")
    draw.record(fig, f"share, {name}", share[:, cell])
    draw.arrow(fig, (middle, top + 0.45), (middle, top + 0.95), "focus")
    draw.grid(fig, values, f"output, {name}", (left, top + 1), share > 0, strong=True, cell=narrow)
    draw.window(fig, (left + narrow * cell, top + 1), (1, 1), "focus", width=2.2, cell=narrow)

if __name__ == "__main__":
    draw.show()
