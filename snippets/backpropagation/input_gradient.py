"""dX twice: the stamps of W, and the flipped W over the padded gradients; they are the same."""

import numpy as np

import draw
from backpropagation.arithmetic import W, correlate
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
dF = np.array([[1, 2], [3, 4]])
scattered = stamp(dF, W, strides=1)
padded = np.pad(dF, 1)
flipped = W[::-1, ::-1]
gathered = correlate(padded, flipped)
# --8<-- [end:compute]

cells = draw.reach(dF.shape)
reach = draw.reach(dF.shape, W.shape)
terms = np.ma.array([stamp(one, W, 1) for one in cells * dF], mask=~reach)  # each cell's stamp alone
row, column = 1, 1  # the window that is looked at
products = padded[row : row + 2, column : column + 2] * flipped

fig = draw.figure(width=13.9, height=18.6)
draw.title(fig, "$∂E/∂F$", (0.1, 1.8))
draw.grid(fig, dF, "gradient, ∂E/∂F", (0.1, 1.8), cells)
draw.label(fig, "×", (1.1, 4.5))
draw.title(fig, "$W$", (0.1, 5.8))
draw.grid(fig, W, "kernel", (0.1, 5.8))
draw.label(fig, "=", (2.8, 5))
left, top, cell = 3.5, 1.2, 2.8
draw.title(fig, "$∂E/∂X$", (left, top))
draw.grid(fig, scattered, "canvas, ∂E/∂X", (left, top), reach, strong=True, cell=cell, size=draw.LARGE)
draw.record(fig, "stamps", terms)
for i, j in np.ndindex(*scattered.shape):
    own = [str(term) for term in terms[:, i, j].compressed()]
    if len(own) > 1:  # else it is the number above
        at = left + (j + 0.5) * cell, top + (i + 0.76) * cell
        draw.label(fig, "+".join(own).replace("+-", "−"), at, size=draw.SMALL)

draw.title(fig, "padded, $∂E/∂F$", (0.1, 11.4))
draw.grid(fig, padded, "padded, ∂E/∂F", (0.1, 11.4), np.pad(cells, ((0, 0), (1, 1), (1, 1))))
draw.label(fig, "⋆", (4.7, 13.4), size=draw.LARGE)
draw.title(fig, "flipped $W$", (5.3, 12.4))
draw.grid(fig, flipped, "flipped", (5.3, 12.4))
draw.label(fig, "=", (8.9, 13.4))
draw.title(fig, "$∂E/∂X$", (10.3, 11.6))
draw.grid(fig, gathered, "gradient, ∂E/∂X", (10.3, 11.6), reach, strong=True, cell=1.2)
draw.title(fig, "products", (5.3, 16.4))
draw.grid(fig, products, "products", (5.3, 16.4))
draw.label(fig, f"sum = {gathered[row, column]}", (9, 17.4))
for at in (0.1 + column, 11.4 + row), (5.3, 12.4), (5.3, 16.4):
    draw.window(fig, at, (2, 2), "focus", width=2.2)
draw.window(fig, (10.3 + 1.2 * column, 11.6 + 1.2 * row), (1, 1), "focus", cell=1.2, width=2.2)

if __name__ == "__main__":
    draw.show()
