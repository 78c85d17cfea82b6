"""The four places of a 2×2 window on a 3×3 image, and the four sums."""

import numpy as np

import draw
from convolution.arithmetic import cross_correlation

# --8<-- [start:compute]
image = np.arange(1, 10).reshape(3, 3)
kernel = np.array([[1, 2], [3, 4]])
feature_map = cross_correlation(image, kernel)
# --8<-- [end:compute]

products = np.lib.stride_tricks.sliding_window_view(image, kernel.shape) * kernel
reach = draw.reach(feature_map.shape, kernel.shape, strides=1)

fig = draw.figure(width=14.2, height=18.3)
draw.title(fig, "input $X$", at=(0.7, 1))
draw.grid(fig, image, "input", (0.7, 1), reach)
draw.label(fig, "⋆", at=(4.7, 2.5), size=draw.LARGE)
draw.title(fig, "kernel $W$", at=(5.7, 1.5))
draw.grid(fig, kernel, "kernel", (5.7, 1.5))
draw.label(fig, "=", at=(8.7, 2.5))
draw.title(fig, "feature map $F$", at=(9.7, 1.5))
draw.grid(fig, feature_map, "feature map", (9.7, 1.5), draw.reach(feature_map.shape), strong=True)

draw.record(fig, "products", products)
for i, (row, column) in enumerate(np.ndindex(feature_map.shape)):
    left, top = 7.5 * column, 6.4 + 7 * row
    draw.label(fig, f"F[{row}, {column}]", (left, top - 0.7), "left", bold=True)
    draw.grid(
        fig,
        image,
        f"input, F[{row}, {column}]",
        (left + 1, top),
        reach[i] * np.eye(4, dtype=bool)[i][:, None, None],
    )
    at = left + 1 + column, top + row
    draw.window(fig, at, kernel.shape, draw.CELLS[i], width=2.2)
    pairs = zip(image[row : row + 2, column : column + 2].flat, kernel.flat, strict=True)
    terms = "+".join(f"{x}·{w}" for x, w in pairs)
    draw.label(fig, f"{terms} = {feature_map[row, column]}", (left, top + 3.8), "left", size=draw.SMALL)
    draw.label(
        fig,
        "= " + " + ".join(map(str, products[row, column].flat)),
        (left, top + 4.6),
        "left",
        "quiet",
        draw.SMALL,
    )

if __name__ == "__main__":
    draw.show()
