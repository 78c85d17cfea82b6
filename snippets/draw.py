"""The vocabulary of the figures: number grids, stamps, windows, arrows, labels.

Lengths are in cells, x to the right and y down; a place `at` is (x, y) of an upper left corner, unless it says
otherwise. What carries numbers is recorded in `fig.drawn[name]`, so that tests can check each of them.
"""

import sys
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.backends import BackendFilter, backend_registry
from matplotlib.patches import FancyArrowPatch, Polygon, Rectangle

# as on a light page; the site's figures.css knows the names and has the colours of the dark one
PALETTE = {
    "ink": "#1b1f24",  # numbers, frames of results
    "quiet": "#586069",  # labels, and numbers that are cropped
    "line": "#9aa3ae",  # between cells
    "blue": "#3f83f8",  # the first input cell and its stamp
    "orange": "#f5801f",  # the second
    "yellow": "#f4cb1d",  # the third
    "green": "#22a55f",  # the fourth
    "count": "#8a63d2",  # how often, or how much
    "focus": "#c2185b",  # what the reader should look at
}
CELLS = ("blue", "orange", "yellow", "green")
COVER = (0, 0.5, 0.7, 0.8, 0.86)  # how much of the paper so many stamps in one cell cover
CELL, MARGIN = 0.25, 0.12  # inches a cell (24 CSS pixels); cells around the drawing
SMALL, NORMAL, LARGE = 8.25, 9.75, 12.75  # points: 11, 13 and 17 CSS pixels


def figure(width, height):
    """An empty drawing of so many cells."""
    fig = plt.figure(figsize=(CELL * (width + 2 * MARGIN), CELL * (height + 2 * MARGIN)))
    fig.add_axes((0, 0, 1, 1), xlim=(-MARGIN, width + MARGIN), ylim=(height + MARGIN, -MARGIN)).axis("off")
    fig.drawn = {}
    return fig


def reach(image_shape, kernel_shape=None, strides=1):
    """Which cells of the canvas each input cell's stamp covers: booleans of shape (input cells, *canvas).

    Without a kernel each cell covers itself: the colours of the input.
    """
    kernel_shape = kernel_shape or (1,) * len(image_shape)
    canvas = [(n - 1) * strides + k for n, k in zip(image_shape, kernel_shape, strict=True)]
    masks = np.zeros((np.prod(image_shape), *canvas), bool)
    for mask, cell in zip(masks, np.ndindex(*image_shape), strict=True):
        mask[tuple(slice(i * strides, i * strides + k) for i, k in zip(cell, kernel_shape, strict=True))] = (
            True
        )
    return masks


def record(fig, name, array):
    """Say that the drawing shows these numbers; what grids and sums show is recorded by them."""
    if name in fig.drawn:
        raise ValueError(f"{name!r} is drawn twice; give each array of a figure a name of its own")
    fig.drawn[name] = np.ma.asarray(array)


def grid(fig, array, name, at, colours=None, cropped=False, strong=False, cell=1, size=NORMAL):
    """The numbers of an array of at most two axes in cells of this side; nothing where it is masked.

    `colours`: a palette name ("count" is deeper for larger numbers), or booleans (colours, *array.shape), mixed
    where several hold. `cropped` cells are hatched and dimmed, a `strong` frame marks a result.
    """
    record(fig, name, array)
    values = np.ma.atleast_2d(array)
    for row, column in np.argwhere(~np.ma.getmaskarray(values)):
        place, value = (at[0] + column * cell, at[1] + row * cell), values[row, column]
        if isinstance(colours, np.ndarray):
            masks = colours.reshape(-1, *values.shape)
            names = [CELLS[i] for i in np.flatnonzero(masks[:, row, column])]
        else:
            names = [colours] if colours else []
        share = value / values.max() if names == ["count"] else 0.4 if cropped else 1
        block(fig, place, (cell, cell), *names, share=share)
        if cropped:
            hatch(fig, place, cell)
        _rectangle(fig, place, (cell, cell), edgecolor=PALETTE["line"], linewidth=0.6)
        middle = place[0] + cell / 2, place[1] + cell / 2
        label(fig, f"{value:g}", middle, colour="quiet" if cropped else "ink", size=size)
    if strong:
        window(fig, at, (values.shape[1] * cell, values.shape[0] * cell))


def sums(fig, terms, name, at, cell):
    """Below the numbers of a grid, what they are the sum of: terms of shape (terms, rows, columns)."""
    record(fig, name, terms)
    for row, column in np.argwhere((terms != 0).sum(axis=0) > 1):
        text = "+".join(f"{term:g}" for term in terms[:, row, column] if term)
        label(fig, text, (at[0] + (column + 0.5) * cell, at[1] + (row + 0.77) * cell), size=SMALL)


def counts(fig, array, name, at):
    """A row of small numbers below or above a row of cells."""
    record(fig, name, array)
    for column, value in enumerate(array):
        label(fig, f"{value:g}", (at[0] + column + 0.5, at[1] + 0.5), colour="quiet", size=SMALL)


def cells(fig, shape, at, cell=1, colour=None):
    """Empty cells, (rows, columns) of them."""
    for row, column in np.ndindex(*shape):
        place = at[0] + column * cell, at[1] + row * cell
        block(fig, place, (cell, cell), *[colour] if colour else [])
        _rectangle(fig, place, (cell, cell), edgecolor=PALETTE["line"], linewidth=0.6)


def block(fig, at, size, *colours, share=1):
    """A coloured block; several colours mix in equal parts and cover more of the paper, or `share` of that."""
    part = COVER[len(colours)] / max(len(colours), 1) * share
    for hidden, colour in reversed(list(enumerate(colours))):
        # each is drawn stronger by what those drawn after it will hide
        _rectangle(fig, at, size, facecolor=PALETTE[colour], alpha=part / (1 - hidden * part))


def hatch(fig, at, cell=1):
    """Slanted lines over a cell."""
    for shift in np.arange(0.25, 2, 0.25) * cell:
        near, far = max(shift - cell, 0), min(shift, cell)
        ends = [(at[0] + near, at[1] + shift - near), (at[0] + far, at[1] + shift - far)]
        fig.axes[0].add_patch(Polygon(ends, closed=False, edgecolor=PALETTE["line"], linewidth=0.6))


def window(fig, at, size, colour="ink", dashed=False, width=1.5):
    """A strong outline: what is kept, or looked at."""
    style = (0, (3, 1.6)) if dashed else "solid"
    _rectangle(fig, at, size, edgecolor=PALETTE[colour], linewidth=width, linestyle=style)


def cone(fig, top, bottom, colour):
    """What an input cell reaches: from the span `top` ((left, right), y) down to the span `bottom`."""
    (left, right), above = top
    (first, last), below = bottom
    corners = [(left, above), (right, above), (last, below), (first, below)]
    style = {"facecolor": PALETTE[colour], "alpha": 0.35, "linewidth": 0}
    fig.axes[0].add_patch(Polygon(corners, **style))
    edges = [(left, above), (first, below)], [(right, above), (last, below)]
    for edge in edges:
        fig.axes[0].add_patch(Polygon(edge, closed=False, edgecolor=PALETTE[colour], linewidth=0.9))


def arrow(fig, start, end, colour="quiet"):
    """A straight arrow between two points."""
    style = "-|>,head_length=3.2,head_width=1.7"
    tip = FancyArrowPatch(start, end, arrowstyle=style, mutation_scale=1, shrinkA=0, shrinkB=0, linewidth=0.9)
    tip.set(color=PALETTE[colour], joinstyle="miter", capstyle="butt")
    fig.axes[0].add_patch(tip)


def label(fig, text, at, align="center", colour="ink", size=NORMAL, bold=False):
    """A short text, its middle (or its left or right end) at a point."""
    # digits are 0.72 of the font's size high, whatever the font
    baseline = at[1] + 0.36 * size / 72 / CELL
    weight = "bold" if bold else "normal"
    fig.axes[0].text(at[0], baseline, text, ha=align, color=PALETTE[colour], fontsize=size, weight=weight)


def title(fig, text, at):
    """What the grid below is: its lower left corner at `at`, where the grid begins."""
    label(fig, text, (at[0], at[1] - 0.45), "left", "quiet", SMALL)


def bracket(fig, start, end, y, text, side=1):
    """A span from x `start` to x `end`, its text below, or above with `side=-1`."""
    ends = [(start, y - 0.2 * side), (start, y), (end, y), (end, y - 0.2 * side)]
    fig.axes[0].add_patch(Polygon(ends, closed=False, fill=False, edgecolor=PALETTE["quiet"], linewidth=0.9))
    label(fig, text, ((start + end) / 2, y + 0.42 * side), colour="quiet", size=SMALL)


def show():
    """Open the figure, or without a screen write it to .cache/alone/."""
    if plt.get_backend().lower() in backend_registry.list_builtin(BackendFilter.INTERACTIVE):
        plt.show()
        return
    path = Path(__file__).parents[1] / ".cache" / "alone" / Path(sys.argv[0]).with_suffix(".svg").name
    path.parent.mkdir(parents=True, exist_ok=True)
    with matplotlib.rc_context({"svg.fonttype": "none"}):
        plt.savefig(path)
    print(path)


def _rectangle(fig, at, size, **style):
    fig.axes[0].add_patch(Rectangle(at, *size, **{"fill": "facecolor" in style, "linewidth": 0, **style}))
