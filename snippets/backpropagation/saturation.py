"""The slope of the sigmoid where the feature map lies: with inputs of at most 1, and with raw ones."""

import numpy as np

import draw
from backpropagation.arithmetic import W, correlate, sigmoid
from chart import Chart


# --8<-- [start:compute]
def slope(z):
    return sigmoid(z) * (1 - sigmoid(z))


raw = correlate(np.arange(1, 10).reshape(3, 3), W)
scaled = raw / 9
# --8<-- [end:compute]

z = np.linspace(-10, 10, 81)
fig = draw.figure(width=14.3, height=10.4)
ticks = {"x_ticks": (-10, -5, 0, 5, 10), "y_ticks": (0, 0.05, 0.1, 0.15, 0.2, 0.25)}
chart = Chart(fig, (1.8, 1), (12, 7.4), (-10, 10), (0, 0.25), x_label="$F$", y_label="$σ′(F)$", **ticks)
chart.line(z, slope(z), "values, σ′", "count")
chart.dots(scaled.ravel(), slope(scaled).ravel(), "values, X/9", "blue", radius=0.22)
chart.dots(raw.ravel(), slope(raw).ravel(), "values, X", "focus", radius=0.22)
draw.label(fig, "$X/9$", np.add(chart.place(scaled.max(), slope(scaled.mean())), (0.7, 0)), "left", bold=True)
draw.label(fig, "$X$", np.add(chart.place(raw.mean(), 0), (0, -0.95)), bold=True)

if __name__ == "__main__":
    draw.show()
