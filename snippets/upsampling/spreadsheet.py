"""The note's picture 5, stage by stage to three decimals: convolve, pad, pool, spread, add."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
image = np.arange(1, 26).reshape(5, 5) / 10
kernel = np.array([[0.0249, 0.5428, 0.8332], [0.0655, 0.6384, 0.9623], [0.5766, 0.8947, 0.1803]])


def windows(array):
    return np.lib.stride_tricks.sliding_window_view(array, (3, 3))


def sheet(image, kernel):
    """Convolve, put zeros around, pool by the largest, stamp with ones."""
    feature_map = (windows(image) * kernel).sum(axis=(-2, -1))
    padded = np.pad(feature_map, 1)
    pooled = windows(padded).max(axis=(-2, -1))
    return feature_map, padded, pooled, stamp(pooled, np.ones((3, 3)), strides=1)


feature_map, padded, pooled, result = sheet(image, kernel)
blocks = np.kron(pooled, np.ones((3, 3)))  # 3×3 of each
printed = np.array(  # quoted: the note's picture, image-20200716141805047.png
    [
        [6.391, 13.253, 20.115, 13.725, 6.862],
        [15.140, 31.224, 47.309, 32.168, 16.084],
        [23.890, 49.196, 74.502, 50.612, 25.306],
        [17.500, 35.943, 54.387, 36.887, 18.443],
        [8.750, 17.972, 27.193, 18.443, 9.222],
    ]
)
# --8<-- [end:compute]

# the cells of the feature map that are the largest of some window, in the order of their values
winners = np.array([feature_map == value for value in np.unique(pooled)])
sources = np.array([pooled == feature_map[winner] for winner in winners])
read = stamp(winners.any(axis=0).astype(int), np.ones((3, 3), int), strides=1)  # by how many of their windows

fig = draw.figure(width=14.4, height=54.2)


def stage(name, array, at, cell, colours=None, form=".3f", **style):
    if "," not in name:
        draw.title(fig, name, at)
    draw.grid(fig, array, name, at, colours, cell=cell, size=draw.SMALL, form=form, **style)


stage("input", image, (0.1, 1), 1.25, "count", form=".1f")
for row, column in np.argwhere(read == 0):
    at, number = (0.1 + 1.25 * column, 1 + 1.25 * row), f"{image[row, column]:.1f}"
    draw.cells(fig, (1, 1), at, 1.25, cropped=True, number=number, size=draw.SMALL)
draw.label(fig, "⋆", (7.2, 4.1))
stage("kernel", kernel, (8.1, 1.1), 2, form=".4f")
draw.arrow(fig, (3.2, 7.5), (3.2, 9.5))
stage("feature map", feature_map, (0.1, 10.4), 1.7, winners)
draw.arrow(fig, (5.4, 12.9), (6.1, 12.9))
stage("padded", padded, (6.4, 8.9), 1.6, np.pad(winners, [(0, 0), (1, 1), (1, 1)]))
draw.arrow(fig, (10.4, 17.1), (10.4, 18.3))
draw.label(fig, "max", (10.9, 17.7), "left", "quiet", draw.SMALL)
stage("pooled", pooled, (7.8, 18.8), 1.7, sources)
draw.arrow(fig, (10.4, 24.1), (10.4, 25.3))

for row, column in np.ndindex(pooled.shape):
    part = np.s_[3 * row : 3 * row + 3, 3 * column : 3 * column + 3]
    colours = np.kron(sources[:, [row]][:, :, [column]], np.ones((3, 3), bool))
    stage(f"blocks, {row}, {column}", blocks[part], (0.1 + 4.85 * column, 25.7 + 4.85 * row), 1.5, colours)
draw.arrow(fig, (7.2, 40.1), (7.2, 41.3))
draw.label(fig, "+", (7.7, 40.7), "left")
stage("result", result, (1.7, 42.6), 2.2, "count", strong=True)
for row, column in np.argwhere(result.round(3) != printed):
    draw.window(
        fig, (1.7 + 2.2 * column, 42.6 + 2.2 * row), (1, 1), "focus", dashed=True, cell=2.2, inset=0.1
    )

if __name__ == "__main__":
    draw.show()
