"""One weight of the kernel: the four edges that have it, and the four terms of its gradient; the reader touches another."""

import numpy as np

import draw
from backpropagation.arithmetic import connections

image = np.arange(1, 10).reshape(3, 3)
dF = np.array([[1, 2], [3, 4]])
edges = connections(image.shape, (2, 2))
weight = 0  # the one that is touched
own = [(start, end) for start, end, shared in edges if shared == weight]
terms = np.array([(image.flat[start], dF.flat[end]) for start, end in own])

cell, wide, upper, lower = 1.4, 1.75, 1, 5.4
starts = [0.4 + cell * i for i in range(image.size)]
ends = [4.9 + 2.3 * i for i in range(dF.size)]

fig = draw.figure(width=13.4, height=10.4)
draw.title(fig, "$X$", (starts[0], upper))
draw.title(fig, "$∂E/∂F$", (ends[0], lower + cell + 1))
draw.title(fig, "$W$", (0.4, lower))
for start, end, shared in edges:
    points = [(starts[start] + cell / 2, upper + cell), (ends[end] + cell / 2, lower)]
    mine = shared == weight
    draw.path(fig, points, draw.CELLS[end] if mine else "line", 2.2 if mine else 0.6)
touched = np.zeros((dF.size, image.size), bool)
for start, end in own:
    touched[end, start] = True
draw.grid(fig, image.ravel(), "input", (starts[0], upper), touched, cell=cell)
for i, value in enumerate(dF.flat):
    draw.grid(fig, value, f"gradient, F{i}", (ends[i], lower), draw.CELLS[i], cell=cell)
draw.cells(fig, (2, 2), (0.4, lower), wide)
for i, (row, column) in enumerate(np.ndindex(2, 2)):
    draw.label(fig, f"$w_{i}$", (0.4 + wide * (column + 0.5), lower + wide * (row + 0.5)))
place = 0.4 + wide * (weight % 2), lower + wide * (weight // 2)
draw.window(fig, place, (1, 1), "focus", width=2.2, cell=wide)
draw.record(fig, "products", terms)
total = terms.prod(axis=1).sum()
draw.record(fig, "sum", total)
text = " + ".join(f"{x}·{d}" for x, d in terms)
draw.label(fig, f"$∂E/∂w_{weight}$ = {text} = {total}", (0.4, 9.8), "left", bold=True)

if __name__ == "__main__":
    draw.show()
