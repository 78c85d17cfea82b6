"""The drawing of an image, its kernel, and the four stamps of its cells around them."""

import numpy as np
from matplotlib.figure import Figure

import draw


def four_stamps(image: np.ndarray, kernel: np.ndarray, stamps: list[np.ndarray]) -> Figure:
    """`image` is 2×2, `kernel` 3×3; `stamps` are those of the cells of `image` in their order."""
    fig = draw.figure(width=13, height=13)
    draw.title(fig, "kernel", at=(5, 1))
    draw.grid(fig, kernel, "kernel", at=(5, 1))
    draw.grid(fig, image, "input", at=(5.5, 6), colours=draw.reach(image.shape))
    draw.label(fig, "input", at=(6.5, 8.6), colour="quiet", size=draw.SMALL)
    for i, (row, column) in enumerate(np.ndindex(image.shape)):
        at = 10 * column, 1 + 9 * row
        draw.title(fig, f"{image[row, column]} × kernel", at)
        draw.grid(fig, stamps[i], f"stamp {i + 1}", at, colours=draw.CELLS[i])
        draw.arrow(fig, (5.3 + 2.4 * column, 5.8 + 2.4 * row), (3.3 + 6.4 * column, 4.3 + 5.4 * row))
    return fig
