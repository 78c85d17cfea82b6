"""E over ten steps: with a minus before the gradient it falls, with a plus it grows."""

import numpy as np

import draw
from backpropagation.arithmetic import U, V, W, b, gradients, loss, y
from chart import Chart

X = np.arange(1, 10).reshape(3, 3) / 9
# --8<-- [start:compute]
alpha, E = 0.1, {}
for sign in -1, 1:
    weights = [W, b, V, U]
    E[sign] = [loss(X, y, *weights)]
    for _ in range(10):
        slopes = gradients(X, y, *weights)
        weights = [w + sign * alpha * s for w, s in zip(weights, slopes, strict=True)]
        E[sign].append(loss(X, y, *weights))
# --8<-- [end:compute]

steps = np.arange(11)
fig = draw.figure(width=12.8, height=11)
ticks = {"x_ticks": (0, 2, 4, 6, 8, 10), "y_ticks": (0.3, 0.4, 0.5, 0.6, 0.7)}
chart = Chart(fig, (1.5, 1), (7.8, 7.8), (0, 10), (0.3, 0.7), x_label="step", y_label="$E$", **ticks)
chart.line(steps, E[1], "loss, +", "orange", dashed=True, dots=True, text="$+α ∂E/∂w$")
chart.line(steps, E[-1], "loss, −", "blue", dots=True, text="$−α ∂E/∂w$")

if __name__ == "__main__":
    draw.show()
