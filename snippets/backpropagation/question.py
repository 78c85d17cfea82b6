"""One weight at four places, and what each place asks of it."""

import numpy as np

import draw

# --8<-- [start:compute]
image = np.arange(1, 10).reshape(3, 3)
dF = np.array([[1, 2], [3, 4]])
requests = image[:2, :2] * dF
# --8<-- [end:compute]

fig = draw.figure(width=14.2, height=7.9)
windows = draw.reach(dF.shape, (2, 2))
for i, (row, column) in enumerate(np.ndindex(*dF.shape)):
    left, mine = 0.1 + 3.7 * i, np.arange(4) == i
    draw.title(fig, f"$∂E/∂F_{i}$", (left, 1))
    draw.grid(fig, dF[row : row + 1, column], f"gradient, F{i}", (left + 1, 1), draw.CELLS[i])
    draw.grid(fig, image, f"input, F{i}", (left, 3), windows * mine[:, None, None])
    draw.window(fig, (left + column, 3 + row), (1, 1), "focus", width=2.2)
    text = f"$w_0$: {image[row, column]}·{dF[row, column]} = {requests[row, column]}"
    draw.label(fig, text, (left + 1.5, 6.7), size=draw.SMALL)
draw.record(fig, "products", requests)

if __name__ == "__main__":
    draw.show()
