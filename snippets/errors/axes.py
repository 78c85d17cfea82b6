"""The axes that Conv2D takes, and three shapes that do not fill them."""

import numpy as np

import draw

# --8<-- [start:compute]
wanted = ["batch", "samples", "row", "column", "channel"]  # `samples` is the one that nothing takes
shapes = {
    "fits": {"batch": 32, "row": 28, "column": 28, "channel": 1},
    "no channels": {"batch": 32, "row": 28, "column": 28},
    "no batch": {"row": 28, "column": 28, "channel": 3},
    "one too many": {"batch": 32, "samples": 500, "row": 28, "column": 28, "channel": 1},
}
arrays = {name: np.zeros(list(axes.values()), "uint8") for name, axes in shapes.items()}
# --8<-- [end:compute]

cell, left, top, apart = 2, 4.4, 1.2, 2.5
fig = draw.figure(width=left + 5 * cell, height=top + 4 * apart - 0.5)
for column, axis in enumerate(wanted):
    x = left + (column + 0.5) * cell
    if axis != "samples":
        draw.label(fig, axis, (x, 0.5), colour="quiet", size=draw.SMALL)
for row, (name, axes) in enumerate(shapes.items()):
    y = top + row * apart
    draw.label(fig, name, (0, y + 0.5 * cell), "left", bold=name == "fits")
    table = np.ma.masked_all((1, len(wanted)), int)
    for axis, size in zip(axes, arrays[name].shape, strict=True):
        table[0, wanted.index(axis)] = size
    draw.grid(fig, table, f"shape, {name}", (left, y), cell=cell)
    for column, axis in enumerate(wanted):
        at = left + column * cell, y
        if (axis in axes) != (axis in shapes["fits"]):
            is_missing = axis not in axes
            draw.window(fig, at, (1, 1), "focus", dashed=is_missing, width=2.2, cell=cell, inset=0.08)

if __name__ == "__main__":
    draw.show()
