"""The vocabulary of the figures: number grids, stamps, windows, pictures, networks, arrows, labels.

Lengths are in cells, x to the right and y down; a place `at` is (x, y) of an upper left corner, unless a
function says otherwise. What carries numbers is recorded in `fig.drawn[name]`, so that tests can check it.
"""

import re
import sys
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.backends import BackendFilter, backend_registry
from matplotlib.patches import Circle, FancyArrowPatch, Polygon, Rectangle

# as on a light page; the site's figures.css has the same names, and the colours of a dark page too
PALETTE = {
    "ink": "#1f1c17",  # numbers, frames of results
    "quiet": "#5f584c",  # labels, and numbers that are cropped
    "line": "#a79f90",  # between cells
    "blue": "#3f83f8",  # the first input cell and its stamp
    "orange": "#f5801f",  # the second
    "yellow": "#f4cb1d",  # the third
    "green": "#22a55f",  # the fourth
    "count": "#8a63d2",  # how often, or how much
    "focus": "#b5123b",  # what the reader should look at
}
CELLS = ("blue", "orange", "yellow", "green")
COVER = (0, 0.5, 0.64, 0.7, 0.74)  # how much of the paper is covered where so many stamps meet in one cell
DIMMED, DEEPEST = 0.4, 1.4  # shares of that for what is cropped, and for the largest count
CELL, MARGIN = 0.25, 0.12  # inches a cell (24 CSS pixels); cells around the drawing
DASHES = (0, (3, 1.6))
SMALL, NORMAL, LARGE = 8.25, 9.75, 12.75  # points: 11, 13 and 17 CSS pixels
DIGIT, MINUS, DOT = 0.58, 0.6, 0.28  # how wide they are in most fonts, in sizes of the font
TALL = 0.72  # how high digits are, whatever the font
FREE = 1.6 / 72 / CELL  # cells between a number and the walls of its cell: 2.1 CSS pixels
HYPHEN = re.compile(r"(?<![\w)\]])-(?=\.?\d)")  # one that means minus; not that of cross-correlation


def figure(width, height):
    """An empty drawing of so many cells."""
    fig = plt.figure(figsize=(CELL * (width + 2 * MARGIN), CELL * (height + 2 * MARGIN)))
    fig.add_axes((0, 0, 1, 1), xlim=(-MARGIN, width + MARGIN), ylim=(height + MARGIN, -MARGIN)).axis("off")
    fig.drawn = {}
    fig.places = {}  # where the cells of the grids are, so that a sentence can point at them
    return fig


def reach(image_shape, kernel_shape=None, strides=1):
    """Which cells of the canvas each input cell's stamp covers: booleans of shape (input cells, *canvas).

    Without a kernel each cell covers itself: the colours of the input.
    """
    kernel_shape = kernel_shape or (1,) * len(image_shape)
    canvas = [(n - 1) * strides + k for n, k in zip(image_shape, kernel_shape, strict=True)]
    masks = np.zeros((np.prod(image_shape), *canvas), bool)
    for mask, cell in zip(masks, np.ndindex(*image_shape), strict=True):
        first = np.multiply(cell, strides)
        mask[tuple(map(slice, first, first + kernel_shape))] = True
    return masks


def record(fig, name, array):
    """Say that the drawing shows these numbers; what grids and sums show is recorded by them."""
    if name in fig.drawn:
        raise ValueError(f"{name!r} is drawn twice; give each array of a figure a name of its own")
    fig.drawn[name] = np.ma.asarray(array)


def grid(fig, array, name, at, colours=None, outside=None, strong=False, cell=1, size=NORMAL, form="g"):
    """The numbers of an array of at most two axes in cells of this side; nothing where it is masked.

    `colours`: a palette name ("count" is deeper for larger numbers), or booleans (stamps, *array.shape): where several
    hold, each has its part of the cell, see origins. `outside`: slices of what is kept; only the rest is drawn, hatched
    and dimmed. `strong`: the frame that marks a result. `form`: how a number is written, ".3f" for three decimals.
    `size` is as large as the widest number allows; ValueError where even SMALL is too large for the cells.
    """
    array = np.ma.array(array)
    if outside is not None:
        array[outside] = np.ma.masked
    record(fig, name, array)
    fig.places[name] = (*map(float, at), float(cell), array.shape)
    values = np.ma.atleast_2d(array)
    indices = [tuple(index) for index in np.argwhere(~np.ma.getmaskarray(values))]
    places = [(at[0] + column * cell, at[1] + row * cell) for row, column in indices]
    for index, place in zip(indices, places, strict=True):
        parts = [[colours]] if isinstance(colours, str) else []
        if isinstance(colours, np.ndarray):
            parts = origins(colours.reshape(-1, *values.shape)[:, *index], values.shape)
        share = DEEPEST * values[index] / values.max() if parts == [["count"]] else 1
        block(fig, place, (cell, cell), parts, share if outside is None else DIMMED * share)
    numbers = [f"{values[index]:{form}}" for index in indices]
    size = _fitting(numbers, cell, size, name)
    if outside is not None:
        for number, place in zip(numbers, places, strict=True):
            _hatch(fig, place, cell, number, size)
    _outlines(fig, places, cell)
    for number, place in zip(numbers, places, strict=True):
        middle = place[0] + cell / 2, place[1] + cell / 2
        label(fig, number, middle, colour="ink" if outside is None else "quiet", size=size)
    if strong:
        window(fig, at, values.shape[::-1], cell=cell)


def origins(stamps, shape):
    """Rows of palette names: the stamps (booleans) that meet in a cell of an array of this shape, as their inputs lie.

    Four of a plane come from 2×2 cells, others stand side by side, or in a column one above the other. What a cell is
    made of is so told by places too: in grey, and to the colour-blind.
    """
    columns = 1 if shape[1] == 1 else 2 if len(stamps) == 4 and shape[0] > 1 else max(len(stamps), 1)
    firsts = range(0, len(stamps), columns)
    rows = [np.flatnonzero(stamps[first : first + columns]) + first for first in firsts]
    return [[CELLS[i] for i in row] for row in rows if row.size]


def cells(fig, shape, at, cell=1, colour=None, share=1, cropped=False, number="", size=NORMAL):
    """Empty cells, (rows, columns) of them; for `share` see block.

    `number`: what stands in them already, in this size, and is not to be hatched.
    """
    places = [(at[0] + column * cell, at[1] + row * cell) for row, column in np.ndindex(*shape)]
    for place in places:
        block(fig, place, (cell, cell), colour, DIMMED * share if cropped else share)
        if cropped:
            _hatch(fig, place, cell, number, size)
    _outlines(fig, places, cell)


def picture(fig, array, name, at, width, limits=None):
    """A grey image (rows, columns) or a colour image (rows, columns, 3), `width` cells wide; returns its height.

    `limits`: the values that are black and white; by default the least and the largest of a grey image.
    """
    record(fig, name, array)
    array, axes = np.asarray(array), fig.axes[0]
    height = width * array.shape[0] / array.shape[1]
    low, high = limits or (array.min(), array.max())
    view = axes.get_xlim(), axes.get_ylim()
    extent = at[0], at[0] + width, at[1] + height, at[1]
    axes.imshow(array, "gray", vmin=low, vmax=high, extent=extent, aspect="auto", interpolation="none")
    axes.set(xlim=view[0], ylim=view[1])
    _rectangle(fig, at, (width, height), edgecolor=PALETTE["line"], linewidth=0.6)
    return height


def node(fig, text, at, colour=None, radius=0.55, strong=False):
    """A cell of a network, its middle at a point."""
    if colour:
        fig.axes[0].add_patch(Circle(at, radius, facecolor=PALETTE[colour], alpha=COVER[1], linewidth=0))
    style = {"edgecolor": PALETTE["ink" if strong else "line"], "linewidth": 1.5 if strong else 0.9}
    fig.axes[0].add_patch(Circle(at, radius, fill=False, **style))
    label(fig, text, at)


def edge(fig, start, end, colour="line", width=0.9, dashed=False, gap=0):
    """A line between two points; `gap` cells short at both ends, as between the nodes of a network."""
    step = np.subtract(end, start) * gap / np.hypot(*np.subtract(end, start))
    path(fig, [np.add(start, step), np.subtract(end, step)], colour, width, dashed)


def path(fig, points, colour="ink", width=1.5, dashed=False):
    """A line through points."""
    _line(fig, *points, colour=colour, width=width, dashed=dashed)


def dot(fig, at, colour="ink", radius=0.14, square=False):
    """A filled dot, its middle at a point; or a square, which is told from the dots around it."""
    style = {"facecolor": PALETTE[colour], "linewidth": 0}
    corner = np.subtract(at, radius)
    shape = Rectangle(corner, 2 * radius, 2 * radius, **style) if square else Circle(at, radius, **style)
    fig.axes[0].add_patch(shape)


def counts(fig, array, name, at):
    """A row of small numbers, without cells."""
    record(fig, name, array)
    for column, value in enumerate(array):
        label(fig, f"{value:g}", (at[0] + column + 0.5, at[1] + 0.5), colour="quiet", size=SMALL)


def block(fig, at, size, colours, share=1):
    """A coloured block, of one palette name or None, or in parts: rows of names. `share` scales how much it covers."""
    rows = [[colours]] if isinstance(colours, str) else colours or []
    part = COVER[sum(map(len, rows))] * share
    for y, row in enumerate(rows):
        height = size[1] / len(rows)
        for x, colour in enumerate(row):
            width = size[0] / len(row)
            place = at[0] + x * width, at[1] + y * height
            _rectangle(fig, place, (width, height), facecolor=PALETTE[colour], alpha=part)


def window(fig, at, size, colour="ink", dashed=False, width=1.5, cell=1, inset=0):
    """A strong outline around (columns, rows) cells, or `inset` so far: what is kept, or looked at."""
    at, size = np.add(at, inset), np.multiply(size, cell) - 2 * inset
    style = {"edgecolor": PALETTE[colour], "linewidth": width, "linestyle": DASHES if dashed else "solid"}
    _rectangle(fig, at, size, **style)


def box(fig, at, shape, cell=1, step=0.35, colour="line", width=0.6, lines=True, dashed=False):
    """A solid of (rows, columns, sheets) cells; each sheet stands `step` behind the one before, up and to the right.

    `at`: the upper left corner of its front. `lines`: whether single cells are seen, or only the edges.
    """
    (left, top), (rows, columns, sheets) = at, shape
    right, bottom, depth = left + columns * cell, top + rows * cell, sheets * step
    every = {"rows": range(rows + 1), "columns": range(columns + 1), "sheets": range(sheets + 1)}
    if not lines:
        every = {axis: (steps[0], steps[-1]) for axis, steps in every.items()}
    for row in every["rows"]:
        y = top + row * cell
        tail = [(right + depth, y - depth)] if row or not lines else []
        path(fig, [(left, y), (right, y), *tail], colour, width, dashed)
    for column in every["columns"]:
        x = left + column * cell
        path(fig, [(x, bottom), (x, top), (x + depth, top - depth)], colour, width, dashed)
    for sheet in every["sheets"][1:]:
        back = sheet * step
        corners = [(left + back, top - back), (right + back, top - back), (right + back, bottom - back)]
        path(fig, corners, colour, width, dashed)


def bars(fig, array, at, scale, colour="count"):
    """A bar for each number, standing on the cells of a grid at `at`, `scale` cells high for each unit."""
    for column, value in enumerate(array):
        block(
            fig, (at[0] + column + 0.15, at[1] - value * scale), (0.7, value * scale), colour, share=DEEPEST
        )


def cone(fig, top, bottom, colour):
    """What an input cell reaches: from the span `top` ((left, right), y) down to the span `bottom`."""
    (left, right), above = top
    (first, last), below = bottom
    corners = [(left, above), (right, above), (last, below), (first, below)]
    style = {"facecolor": PALETTE[colour], "alpha": 0.35, "linewidth": 0}
    fig.axes[0].add_patch(Polygon(corners, **style))
    _line(fig, corners[0], corners[3], colour=colour, width=0.9)
    _line(fig, corners[1], corners[2], colour=colour, width=0.9)


def arrow(fig, start, end, colour="quiet"):
    """A straight arrow between two points."""
    style = "-|>,head_length=3.2,head_width=1.7"
    tip = FancyArrowPatch(start, end, arrowstyle=style, mutation_scale=1, shrinkA=0, shrinkB=0, linewidth=0.9)
    tip.set(color=PALETTE[colour], joinstyle="miter", capstyle="butt")
    fig.axes[0].add_patch(tip)


def label(fig, text, at, align="center", colour="ink", size=NORMAL, bold=False):
    """A short text, its middle (or its left or right end) at a point; a hyphen before a number is a minus.

    What stands between dollars is set as the formulas in the page: "$∂E/∂w_0$ = 37", "$C^{𝖳}$".
    """
    baseline = at[1] + TALL / 2 * size / 72 / CELL
    weight = "bold" if bold else "normal"
    text = HYPHEN.sub("−", text)
    fig.axes[0].text(at[0], baseline, text, ha=align, color=PALETTE[colour], fontsize=size, weight=weight)


def title(fig, text, at):
    """What the grid is whose upper left corner is at `at`."""
    label(fig, text, (at[0], at[1] - 0.5), "left", "quiet", SMALL)


def bracket(fig, start, end, y, text, side=1):
    """A span from x `start` to x `end`, its text below, or above with `side=-1`."""
    ends = [(start, y - 0.2 * side), (start, y), (end, y), (end, y - 0.2 * side)]
    _line(fig, *ends, colour="quiet", width=0.9)
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


def _width(number, size):
    """How wide a number is that is written so, in cells."""
    widths = {"-": MINUS, "−": MINUS, ".": DOT}
    return sum(widths.get(sign, DIGIT) for sign in number) * size / 72 / CELL


def _fitting(numbers, cell, size, name):
    """The size, or a smaller one in which the widest number keeps its distance from the walls of its cell."""
    widest = max((_width(number, size) for number in numbers), default=0)
    fitting = min(size, size * (cell - 2 * FREE) / widest) if widest else size
    if fitting < min(size, SMALL):
        wide = max(numbers, key=lambda number: _width(number, 1))
        least = _width(wide, SMALL) + 2 * FREE
        raise ValueError(f"{name!r}: {wide} needs cells of {least:.2f}, these are {cell:g}; make them wider")
    return fitting


def _hatch(fig, place, cell, number, size):
    """The lines that say cropped, all but where the number stands, if any."""
    (left, top), (wide, high) = place, (_width(number, size), TALL * size / 72 / CELL)
    (x, y), free = (left + (cell - wide) / 2, top + (cell - high) / 2), 1.6 * FREE if number else -cell
    for shift in np.arange(0.25, 2, 0.25) * cell:
        near, far = max(shift - cell, 0), min(shift, cell)
        # along a line x + y stays; it comes into the number's room from the left or below, and leaves above or right
        enter = max(x - free, left + top + shift - (y + high + free))
        leave = min(x + wide + free, left + top + shift - (y - free))
        ends = [(left + near, enter), (leave, left + far)] if enter < leave else [(left + near, left + far)]
        for start, end in ends:
            if start < end:
                _line(fig, (start, left + top + shift - start), (end, left + top + shift - end))


def _outlines(fig, places, cell):
    """The lines around cells; after the fills of all, so that no fill hides half a line."""
    for place in places:
        _rectangle(fig, place, (cell, cell), edgecolor=PALETTE["line"], linewidth=0.6)


def _line(fig, *points, colour="line", width=0.6, dashed=False):
    style = {"edgecolor": PALETTE[colour], "linewidth": width, "linestyle": DASHES if dashed else "solid"}
    fig.axes[0].add_patch(Polygon(points, closed=False, fill=False, **style))
