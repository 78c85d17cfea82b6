"""One step along the gradient of the filter, with a minus or a plus: the new weights, and where E is then."""

import numpy as np

import draw
from backpropagation.arithmetic import correlate

image, W = np.arange(1, 10).reshape(3, 3), np.array([[1, -2], [3, -1]])
dF = np.array([[1, 2], [3, 4]])
wanted = correlate(image, W) - dF  # so that what comes back is dF
dW = correlate(image, dF)
alpha, steps, step = 0.001, np.arange(-4, 3), -2  # `step`: the one that is taken, in units of alpha


def loss(place):
    """E so many alphas along the gradient."""
    return ((correlate(image, W + place * alpha * dW) - wanted) ** 2).sum() / 2


def label_beside(place):
    """Alignment, and cells across and up, on the side to which the curve falls; above the curve's lowest point."""
    if loss(place - 0.5) < loss(place):
        return "right", -0.4, 0.6
    return ("left", 0.4, 0.6) if loss(place + 0.5) < loss(place) else ("center", 0, 1)


unit, left, top, high = 1.85, 1.1, 5.6, 7.2  # of the curve
curve = np.linspace(steps[0], steps[-1], 49)
E = np.array([loss(place) for place in curve])
after = W + step * alpha * dW


def at(place, value):
    """Where the curve's drawing has so many alphas and this E."""
    return left + unit * (place - steps[0]), top + high * (1 - value / E[-1])


fig = draw.figure(width=13.4, height=15.2)
draw.title(fig, "$W$", (0.3, 1))
draw.grid(fig, W, "weights, before", (0.3, 1), cell=1.2)
sign = "−" if step < 0 else "+"
draw.label(fig, f"{sign} {abs(step) * alpha:g} ·", (4, 2.2))
draw.title(fig, "$∂E/∂W$", (5.2, 1))
draw.grid(fig, dW, "gradient", (5.2, 1), cell=1.2)
draw.label(fig, "=", (8.1, 2.2))
draw.grid(fig, after, "weights, after", (8.6, 0), strong=True, cell=2.2)

draw.label(fig, "$E$", (left + 0.3, top + 0.2), "left")
draw.path(fig, [(left, top), (left, top + high), (left + unit * 6, top + high)], "quiet", 0.9)
for place in steps:
    x, y = at(place, 0)
    draw.path(fig, [(x, y), (x, y + 0.2)], "quiet", 0.9)
    draw.label(fig, f"{place * alpha:g}", (x, y + 0.6), colour="quiet", size=draw.SMALL)
draw.label(fig, "$−α ∂E/∂W$", (left + unit * 2, top + high + 1.8), bold=True)
draw.label(fig, "$+α ∂E/∂W$", (left + unit * 5, top + high + 1.8), bold=True)
draw.record(fig, "loss, curve", E.round(6))
draw.path(fig, [at(*point) for point in zip(curve, E, strict=True)], "blue", 1.6)
draw.record(fig, "loss", np.round([loss(0), loss(step)], 6))
for name, place, colour in ("before", 0, "ink"), ("after", step, "focus"):
    x, y = at(place, loss(place))
    draw.block(fig, (x - 0.22, y - 0.22), (0.44, 0.44), colour, share=2)
    draw.window(fig, (x - 0.22, y - 0.22), (0.44, 0.44), colour)
    if name == "before" or step:
        side, across, up = label_beside(place)
        draw.label(fig, f"{loss(place):.2f}", (x + across, y - up), side, colour, bold=True)

if __name__ == "__main__":
    draw.show()
