"""`[10](#sum){ lights="overlap.canvas[2, 2]" }`: a link that lights cells of a figure of its page, and which they light.

The index is NumPy's, without steps; without one it is the whole grid. `instruments/views/live/pointing.ts` reads what is
left of it: `data-lights="<id of the figure> <x> <y> <width> <height>"`, in cells of the drawing.
"""

import html
import re

from sitebuild.figures.markdown import RENDERED

LIGHTS = re.compile(r'(<a\b[^>]*?) lights="([^"]*)"')
TARGET = re.compile(r"(?P<figure>\w+)\.(?P<grid>[^\[\]]+)(?:\[(?P<index>[\d:, ]+)\])?")
ID = re.compile(r' id="([^"]+)"')


def pointed(content, figure):
    """The page's HTML with the places of the cells in its links; `figure(name)` is its record, None before it is drawn.

    Raises: ValueError for a target that is none, or where no figure of the page brings the script.
    """
    names = {match["name"].rpartition("/")[2]: match for match in RENDERED.finditer(content)}

    def placed(match):
        target = html.unescape(match[2])
        parts = TARGET.fullmatch(target)
        if "data-live" not in content:
            raise ValueError(
                f'lights="{target}": no figure of the page is .live; the script for it comes with one'
            )
        if not parts or parts["figure"] not in names:
            raise ValueError(f'lights="{target}": write <figure of this page>.<grid>[<index>]')
        shown = names[parts["figure"]]
        record, anchor = figure(shown["name"]), ID.search(shown["attrs"])
        if record is None or anchor is None:
            return match[1]
        if parts["grid"] not in record.places:
            raise ValueError(f'lights="{target}": the figure has the grids {", ".join(record.places)}')
        try:
            place = rectangle(record.places[parts["grid"]], parts["index"])
        except IndexError as error:
            raise ValueError(f'lights="{target}": {error}') from None
        return f'{match[1]} data-lights="{anchor[1]} {" ".join(f"{length:g}" for length in place)}"'

    return LIGHTS.sub(placed, content)


def rectangle(place, index):
    """(x, y, width, height) of the cells that `index` takes of a grid (Figure.places); of all with None.

    Raises: IndexError where it takes none.
    """
    left, top, cell, shape = place
    taken = [step.strip() for step in index.split(",")] if index else []
    if len(taken) > len(shape):
        raise IndexError(f"the grid has {len(shape)} axes")
    spans = [_span(step, size) for step, size in zip([*taken, *[":"] * len(shape)], shape, strict=False)]
    rows, columns = [range(1)] * (2 - len(shape)) + spans
    return left + columns[0] * cell, top + rows[0] * cell, len(columns) * cell, len(rows) * cell


def _span(step, size):
    first, colon, end = step.partition(":")
    if not colon:
        return range(int(first), range(size)[int(first)] + 1)
    span = range(size)[slice(int(first) if first else None, int(end) if end else None)]
    if not span:
        raise IndexError(f"{step} takes nothing of {size} cells")
    return span
