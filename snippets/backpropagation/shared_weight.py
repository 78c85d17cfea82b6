"""A kernel of its own for each cell of the feature map: four gradients, and their sum."""

import numpy as np

import draw

# --8<-- [start:compute]
image = np.arange(1, 10).reshape(3, 3)
dF = np.array([[1, 2], [3, 4]])
untied = np.array([image[i : i + 2, j : j + 2] * dF[i, j] for i, j in np.ndindex(2, 2)])
dW = untied.sum(axis=0)
# --8<-- [end:compute]

windows = draw.reach(dF.shape, dF.shape)

fig = draw.figure(width=14.1, height=16)
for i, (value, gradient) in enumerate(zip(dF.flat, untied, strict=True)):
    top, mine = 1 + 4 * i, (np.arange(4) == i)[:, None, None]
    draw.title(fig, "$X$", (0.1, top))
    draw.grid(fig, image, f"input {i + 1}", (0.1, top), windows * mine)
    draw.label(fig, "×", (3.7, top + 1.5))
    draw.title(fig, f"$∂E/∂F_{i}$", (4.3, top + 1))
    draw.grid(fig, [value], f"gradient, F{i}", (4.3, top + 1), draw.CELLS[i])
    draw.label(fig, "=", (5.9, top + 1.5))
    draw.grid(fig, gradient, f"gradient {i + 1}", (6.5, top + 0.5), draw.CELLS[i])
    draw.window(fig, (6.5, top + 0.5), (1, 1), "focus", width=2.2)
    draw.arrow(fig, (8.8, top + 1.5), (11, 8.4 + 0.15 * (i - 1.5)))
draw.title(fig, "$∂E/∂W$", (11.3, 7.5))
draw.grid(fig, dW, "sum, ∂E/∂W", (11.3, 7.5), strong=True)
draw.window(fig, (11.3, 7.5), (1, 1), "focus", width=2.2)
text = "+".join(str(gradient[0, 0]) for gradient in untied)
draw.label(fig, text, (11.2, 10.2), "left", size=draw.SMALL)
draw.label(fig, f"= {dW[0, 0]}", (11.2, 11), "left", size=draw.SMALL, bold=True)

if __name__ == "__main__":
    draw.show()
