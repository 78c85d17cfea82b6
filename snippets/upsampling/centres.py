"""Where the new cells lie between the old ones, and the two ways to read a value there."""

import numpy as np

import draw
from chart import Chart
from upsampling.arithmetic import centres, linear, nearest

# --8<-- [start:compute]
signal = np.array([4, 8, 12, 32])
places = centres(signal.size, size=2)
steps, slopes = nearest(signal, 2), linear(signal, 2)
# --8<-- [end:compute]

n, left, wide = signal.size, 1.5, 3  # an input cell is 3 cells wide, a new one 1.5
edges = np.arange(n + 1) - 0.5
ones = np.eye(n, dtype=int)  # an input cell reaches where a 1 there and 0 elsewhere leaves more than 0

fig = draw.figure(width=13.6, height=19.8)
draw.title(fig, "input", at=(left, 1))
for i, value in enumerate(signal):
    draw.block(fig, (left + wide * i, 1), (wide, 1), draw.CELLS[i])
    draw.window(fig, (left + wide * i, 1), (wide, 1), "line", width=0.6)
    draw.label(fig, f"{value:g}", (left + wide * (i + 0.5), 1.5))
draw.record(fig, "input", signal)
draw.record(fig, "centres", places)

for top, name, values, way in (3.2, "nearest", steps, nearest), (11.9, "bilinear", slopes, linear):
    draw.label(fig, name, (left, top), "left", bold=True)
    chart = Chart(fig, (left, top + 0.9), (wide * n, 4.4), (-0.5, n - 0.5), (0, 36), y_ticks=signal)
    if name == "nearest":
        chart.line(edges.repeat(2)[1:-1], signal.repeat(2), f"{name}, curve", "quiet")
    else:
        ends = np.concatenate([signal[:1], signal, signal[-1:]])  # level beyond the outermost centres
        chart.line([edges[0], *range(n), edges[-1]], ends, f"{name}, curve", "quiet")
    reach = np.array([way(one, 2) > 0 for one in ones])
    draw.grid(fig, values, name, (left, top + 6.3), reach, strong=True, cell=1.5)
    for place, value in zip(places, values, strict=True):
        draw.edge(fig, chart.place(place, value), (chart.place(place, 0)[0], top + 6.2), dashed=True)
        draw.dot(fig, chart.place(place, value), "focus", radius=0.16)
    for i, value in enumerate(signal):
        draw.node(fig, "", chart.place(i, value), draw.CELLS[i], radius=0.3, strong=True)

if __name__ == "__main__":
    draw.show()
