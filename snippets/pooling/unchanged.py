"""Digits moved by a pixel: how often pooled maps and cells stay exactly the same, and how far they move.

Needs scikit-learn, which brings the digits.
"""

import numpy as np
from sklearn.datasets import load_digits

import draw
from chart import Chart
from pooling.arithmetic import convolve, pool2d

# --8<-- [start:shift]
digits = np.pad(load_digits().images, ((0, 0), (2, 2), (2, 2)))[:, None]  # (digit, channel, row, column)
moved = np.concatenate([np.roll(digits, step, axis) for axis in (2, 3) for step in (-1, 1)])


def compare(operation, *arguments, **keywords):
    """What a shift does to the result: shares of maps and of cells exactly as before, and how far it moved."""
    before = np.concatenate([operation(digits, *arguments, **keywords)] * 4)
    after = operation(moved, *arguments, **keywords)
    same, inked = before == after, (before != 0) | (after != 0)  # blank cells that stay blank do not count
    distance = np.linalg.norm(after - before) / np.linalg.norm(before)
    return same.all(axis=(1, 2, 3)).mean(), same[inked].mean(), distance


pool_sizes = [1, 2, 3, 4, 6]  # they divide 12
raw = np.array([compare(pool2d, k) for k in pool_sizes])
# --8<-- [end:shift]

# --8<-- [start:compute]
right = np.array([[-1, 0, 1]] * 3)  # bright to the right of dark
edges = np.stack([right, -right, right.T, -right.T], axis=-1)[:, :, None]  # a kernel of shape (3, 3, 1, 4)
mixed = np.random.default_rng(0).integers(-1, 2, (3, 3, 4, 8))


def conv_pool(images, pool_size):
    return pool2d(convolve(images, edges), pool_size)


def stack(images):
    """Two rounds of convolution, ReLU and max pooling."""
    return pool2d(convolve(conv_pool(images, 2), mixed), 2)


def subsample(images, strides):
    """One pixel of each window, without looking at the others."""
    return images[..., ::strides, ::strides]


averaged = np.array([compare(pool2d, k, kind="average") for k in pool_sizes])
subsampled = np.array([compare(subsample, k) for k in pool_sizes])
convolved = np.array([compare(conv_pool, k) for k in pool_sizes])
stacked = np.array(compare(stack))
# --8<-- [end:compute]

fig = draw.figure(width=14.4, height=21)
axes = {"x": (1, 6), "y": (0, 1), "x_ticks": pool_sizes, "y_ticks": (0, 0.25, 0.5, 0.75, 1)}
chart = Chart(fig, (1.7, 1), (8.2, 7.4), x_label="pool_size $k$", y_label="share", **axes)
for what, dashed, results in ("", False, raw), (", conv", True, convolved):
    for name, colour, values in ("map", "orange", results[:, 0]), ("cells", "blue", results[:, 1]):
        chart.line(pool_sizes, values, f"share, {name}{what}", colour, dashed, dots=True, text=name + what)
chart.dots([4, 4], stacked[:2], "share, stack", "focus", radius=0.17, square=True)
for text, up in (f"stack: map {stacked[0]:.2g}", 1.15), (f"cells {stacked[1]:.2g}", 0.5):
    draw.label(fig, text, np.add(chart.place(4, 0), (-0.45, -up)), "right", size=draw.SMALL)

chart = Chart(fig, (1.7, 11.6), (8.2, 7.4), x_label="pool_size $k$", y_label="distance", **axes)
for name, colour, results in (
    ("max", "blue", raw),
    ("average", "green", averaged),
    ("[::k]", "ink", subsampled),
):
    dashed = results is not raw
    chart.line(pool_sizes, results[:, 2], f"distance, {name}", colour, dashed, dots=True, text=name)
chart.dots([4], stacked[2:], "distance, stack", "focus", radius=0.17, square=True)
draw.label(
    fig,
    f"stack: {stacked[2]:.2g}",
    np.add(chart.place(4, stacked[2]), (-0.45, 0.35)),
    "right",
    size=draw.SMALL,
)

if __name__ == "__main__":
    draw.show()
