"""A canvas that is fitted to a size: what is cut is hatched, what stays is framed, behind a short canvas stand zeros."""

import numpy as np

import draw


def fitted(fig, canvas, reach, start, size, setting, at):
    """A row of the figure: under its setting `size` cells of the canvas from `start` on, and how many these are."""
    (left, top), after = at, canvas.size - start - size
    added = max(-after, 0)
    kept = np.s_[start : start + size]
    draw.title(fig, setting, at)
    name = setting.replace('"', "")
    if start or after > 0:
        draw.grid(fig, canvas, f"cropped, {name}", at, reach, outside=kept)
    output = np.pad(canvas, (0, added))[kept]
    colours = np.pad(reach, ((0, 0), (0, added)))[:, kept]
    draw.grid(fig, output, f"output, {name}", (left + start, top), colours, strong=True)
    if added:
        draw.window(fig, at, (canvas.size, 1), dashed=True, width=1)
    cut = "".join(f" − {cells}" for cells in (start, max(after, 0)) if cells)
    change = f"{cut} + {added}" if added else cut
    length = f"{canvas.size}{change} = {size}" if change else f"{size}"
    draw.label(fig, length, (left + canvas.size + 1.5, top + 0.5), "left", "quiet", draw.SMALL)
