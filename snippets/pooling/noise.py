"""How often a window of noise keeps its maximum when the noise moves by one cell: measured and by formula."""

import numpy as np

import draw
from chart import Chart

# --8<-- [start:compute]
random = np.random.default_rng(0)
pool_sizes = np.arange(1, 9)
measured = []
for pool_size in pool_sizes:
    noise = random.random((10_000, pool_size + 1))  # a window, and the neighbour that a shift lets in
    kept = noise[:, :-1].max(axis=1) == noise[:, 1:].max(axis=1)
    measured.append(kept.mean())
formula = (pool_sizes - 1) / (pool_sizes + 1)
# --8<-- [end:compute]

fig = draw.figure(width=13.6, height=10)
axes = {"x": (1, 8), "y": (0, 1), "x_ticks": pool_sizes, "y_ticks": (0, 0.25, 0.5, 0.75, 1)}
chart = Chart(fig, at=(1.7, 1), size=(7.9, 7), x_label="pool_size $k$", y_label="share", **axes)
chart.line(pool_sizes, formula, "share, (k − 1)/(k + 1)", "ink", dashed=True, text="$(k − 1)/(k + 1)$")
chart.dots(pool_sizes, measured, "share, measured", "blue", radius=0.2)

if __name__ == "__main__":
    draw.show()
