"""A time series with three features, and what one window of five time steps makes of it."""

import numpy as np

import draw
from chart import Chart
from data_shapes.arithmetic import conv

# --8<-- [start:compute]
random = np.random.RandomState(3)  # the same in every NumPy
walk = random.normal(size=79).cumsum() + 30
short = np.convolve(walk, np.ones(5) / 5, "valid")[15:]  # of the last 5 days
long = np.convolve(walk, np.ones(20) / 20, "valid")  # of the last 20: the first 19 days have none
series = np.stack([walk[19:], short, long], axis=-1)  # (time step, feature)

trend = np.zeros((5, 3, 1))  # (time step, in, out)
trend[:, 1, 0], trend[:, 2, 0] = 1 / 5, -1 / 5
signal = conv(series[None], trend)[0, :, 0]
# --8<-- [end:compute]

steps, size = np.arange(len(series)), len(trend)
low, high = 5 * np.floor(series.min() / 5), 5 * np.ceil(series.max() / 5)
reach = np.ceil(np.abs(signal).max())

fig = draw.figure(width=14.7, height=13.6)
above = Chart(fig, (1.4, 1), (9.6, 5.4), (0, steps[-1]), (low, high), (), np.arange(low, high + 1, 5))
for feature, (name, colour, lift) in enumerate(
    [("price", "blue", 0.2), ("short", "orange", -0.45), ("long", "green", 0.2)]
):
    dashed = feature == 2
    above.line(steps, series[:, feature], f"series, {name}", colour, dashed, text=name, shift=(1.65, lift))
    # the ends lie close together: a sample of each line stands beside its name, as long as three dashes
    end = above.place(steps[-1], series[-1, feature])
    draw.edge(fig, np.add(end, (0.3, lift)), np.add(end, (1.5, lift)), colour, 1.6, dashed)
below = Chart(
    fig,
    (1.4, 8.2),
    (9.6, 3.6),
    (0, steps[-1]),
    (-reach, reach),
    (0, 20, 40),
    (-reach, 0, reach),
    "time step",
)
below.line(steps[: len(signal)], signal, "output", "count", text="output")

place = 16  # the position that is looked at
(first, top), (last, bottom) = above.place(place, high), above.place(place + size - 1, low)
draw.window(fig, (first, top), (last - first, bottom - top), "focus", width=2)
cell = below.place(place, signal[place])
draw.arrow(fig, (first, bottom + 0.15), np.subtract(cell, (0, 0.25)), "focus")
draw.dot(fig, cell, "focus", 0.2)

if __name__ == "__main__":
    draw.show()
