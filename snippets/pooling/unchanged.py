"""Digits moved by a pixel: how often pooled maps and cells stay exactly the same.

Needs scikit-learn, which brings the digits.
"""

import draw
from chart import Chart
from pooling.moving import pool_sizes, raw

fig = draw.figure(width=14.4, height=10.4)
axes = {"x": (1, 6), "y": (0, 1), "x_ticks": pool_sizes, "y_ticks": (0, 0.25, 0.5, 0.75, 1)}
chart = Chart(fig, (1.7, 1), (8.2, 7.4), x_label="pool_size $k$", y_label="share", **axes)
for name, colour, shares in ("map", "orange", raw[:, 0]), ("cells", "blue", raw[:, 1]):
    chart.line(pool_sizes, shares, f"share, {name}", colour, dots=True, text=name)

if __name__ == "__main__":
    draw.show()
