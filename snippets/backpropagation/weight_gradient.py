"""dW: the image under the gradients of the feature map, a cross-correlation."""

import numpy as np

import draw
from backpropagation.arithmetic import correlate

# --8<-- [start:compute]
image = np.arange(1, 10).reshape(3, 3)
dF = np.array([[1, 2], [3, 4]])
dW = correlate(image, dF)
# --8<-- [end:compute]

fig = draw.figure(width=13.9, height=12.6)
draw.title(fig, "$∂E/∂F$", (11.7, 2.4))
draw.grid(fig, dF, "gradient, ∂E/∂F", (11.7, 2.4))
draw.title(fig, "$∂E/∂W$", (11.7, 8.6))
draw.grid(fig, dW, "gradient, ∂E/∂W", (11.7, 8.6), draw.reach(dW.shape), strong=True)
windows = draw.reach(dW.shape, dF.shape)
for i, (row, column) in enumerate(np.ndindex(*dW.shape)):
    left, top = 0.7 + 5.5 * column, 1.4 + 6.2 * row
    draw.title(fig, f"$∂E/∂w_{i}$", (left, top))
    draw.grid(fig, image, f"input, w{i}", (left, top), windows * (np.arange(4) == i)[:, None, None])
    draw.window(fig, (left + column, top + row), dF.shape, width=2.2)
    seen = image[row : row + 2, column : column + 2]
    text = "+".join(f"{x}·{d}" for x, d in zip(seen.flat, dF.flat, strict=True))
    draw.label(fig, text, (left + 1.5, top + 3.6), size=draw.SMALL)
    draw.label(fig, f"= {dW[row, column]}", (left + 1.5, top + 4.4), size=draw.SMALL, bold=True)

if __name__ == "__main__":
    draw.show()
