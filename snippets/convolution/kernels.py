"""Six kernels on a part of the photograph (scikit-image's chelsea, CC0)."""

import numpy as np
from skimage import data

import draw
from convolution.arithmetic import cross_correlation

photograph = data.chelsea().mean(axis=2)

# --8<-- [start:compute]
identity = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
outline = np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]])
vertical = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
kernels = {
    "identity": identity,
    "blur": np.ones((5, 5)) / 25,
    "outline": outline,
    "sharpen": identity + outline,
    "vertical edges": vertical,
    "horizontal edges": vertical.T,
}
eye = photograph[80:160, 130:246]
results = {name: cross_correlation(eye, kernel) for name, kernel in kernels.items()}
# --8<-- [end:compute]

width = 7

fig = draw.figure(width=14.4, height=28.2)
for i, (name, kernel) in enumerate(kernels.items()):
    left, top = 7.4 * (i % 2), 9.6 * (i // 2)
    draw.label(fig, name, (left, top + 0.5), "left", bold=True)
    even = kernel.min() == kernel.max()
    shown = np.ones(kernel.shape, int) if even else kernel
    cell = 3 / len(kernel)
    draw.grid(
        fig, shown, f"kernel, {name}", (left, top + 1.1), cell=cell, size=draw.SMALL if even else draw.NORMAL
    )
    draw.label(fig, f"sum = {kernel.sum():g}", (left + 3.3, top + 3.7), "left", "quiet", draw.SMALL)
    if even:
        draw.label(fig, f"÷ {kernel.size}", (left + 3.3, top + 2.6), "left")
    # where the weights sum to zero, zero is grey
    spread = 3 * results[name].std()
    limits = (0, 255) if kernel.sum() else (-spread, spread)
    draw.picture(fig, results[name], f"photograph, {name}", (left, top + 4.4), width, limits)

if __name__ == "__main__":
    draw.show()
