"""Conv1D takes a grey image (a digit from scikit-learn) for rows that know nothing of one another."""

import numpy as np
from sklearn import datasets

import draw
from data_shapes.arithmetic import conv

# --8<-- [start:compute]
digit = datasets.load_digits().images[3]
spot = np.zeros((8, 8))
spot[3, 4] = 1  # one cell changes: which outputs notice?
reached = {
    "Conv2D": conv(spot[None, ..., None], np.ones((3, 3, 1, 1))),
    "Conv1D": conv(spot[..., None], np.ones((3, 1, 1))),
}
# --8<-- [end:compute]

row, column = np.argwhere(spot)[0]
batches = {"Conv2D": digit[None, ..., None], "Conv1D": digit[..., None]}
cell, top, below = 0.68, 2, 10.4


def titled(name, array, at):
    draw.title(fig, name, at)
    shape = ", ".join(map(str, array.shape))
    draw.label(fig, f"({shape})", (at[0] + 8 * cell, at[1] - 0.5), "right", "quiet", draw.SMALL)


fig = draw.figure(width=14.4, height=16.8)
for left, name, apart in (0.2, "Conv2D", 0), (8.4, "Conv1D", 0.24):
    output = reached[name][0, ..., 0] if name == "Conv2D" else reached[name][..., 0]
    draw.label(fig, name, (left, 0.5), "left", bold=True)
    titled("input", batches[name], (left, top))
    for i, item in enumerate(batches[name][..., 0]):
        at = left, top + i * (cell + apart)
        draw.picture(fig, np.atleast_2d(item), f"digit, {name}, batch={i}", at, 8 * cell, (0, 16))
    at = left + column * cell, top + row * (cell + apart)
    draw.block(fig, at, (cell, cell), "green")
    draw.window(fig, at, (1, 1), "green", width=2, cell=cell)
    draw.window(fig, (left, top), (3, 3 if name == "Conv2D" else 1), "focus", width=2.2, cell=cell)
    titled("output", reached[name], (left, below))
    draw.record(fig, f"reached, {name}", output)
    for (i, j), noticed in np.ndenumerate(output):
        at = left + j * cell, below + i * (cell + apart / 3)
        draw.cells(fig, (1, 1), at, cell, "green" if noticed else None)

if __name__ == "__main__":
    draw.show()
