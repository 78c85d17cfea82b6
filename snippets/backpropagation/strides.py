"""strides=2: a zero goes between the gradients first, then both gradients are found as before."""

import numpy as np

import draw
from backpropagation.arithmetic import correlate, spread

# --8<-- [start:compute]
image = np.arange(25).reshape(5, 5) % 7
kernel = np.ones((3, 3), int)
dF = np.array([[1, 2], [3, 4]])
wide = spread(dF, strides=2)
dW = correlate(image, wide)
dX = correlate(np.pad(wide, 2), kernel[::-1, ::-1])
# --8<-- [end:compute]

cells = draw.reach(dF.shape)
apart = draw.reach(dF.shape, (1, 1), strides=2)
reach = draw.reach(dF.shape, kernel.shape, strides=2)

fig = draw.figure(width=13.8, height=22.4)
draw.label(fig, "gradient spread", (0.1, 0.5), "left", bold=True)
draw.title(fig, "$∂E/∂F$", (0.6, 2.7))
draw.grid(fig, dF, "gradient, ∂E/∂F", (0.6, 2.7), cells)
draw.arrow(fig, (3.2, 3.7), (7.2, 3.7))
draw.grid(fig, wide, "gradient, ∂E/∂F, strides=2", (8, 2.2), apart)
draw.bracket(fig, 9, 10, 5.6, "strides−1")

draw.label(fig, "gradient of the filter", (0.1, 7.2), "left", bold=True)
draw.title(fig, "$X$", (0.1, 9))
draw.grid(fig, image, "input", (0.1, 9))
for i, j in np.argwhere(wide):
    draw.window(fig, (0.1 + j, 9 + i), (1, 1), draw.CELLS[2 * (i // 2) + j // 2], width=2.2)
draw.window(fig, (0.1, 9), wide.shape, dashed=True)
text = "+".join(f"{image[place]}·{wide[place]}" for place in map(tuple, np.argwhere(wide)))
draw.label(fig, f"{text} = {dW[0, 0]}", (0.1, 14.6), "left", size=draw.SMALL)
draw.arrow(fig, (5.8, 11.5), (7.2, 11.5))
draw.title(fig, "$∂E/∂W$", (8, 10))
draw.grid(fig, dW, "gradient, ∂E/∂W", (8, 10), strong=True)

draw.label(fig, "gradient of the input", (0.1, 16.1), "left", bold=True)
draw.title(fig, "$W$", (1.1, 18.4))
draw.grid(fig, kernel, "kernel", (1.1, 18.4))
draw.arrow(fig, (5.8, 19.9), (7.2, 19.9))
draw.title(fig, "$∂E/∂X$", (8, 17.4))
draw.grid(fig, dX, "gradient, ∂E/∂X", (8, 17.4), reach, strong=True)

if __name__ == "__main__":
    draw.show()
