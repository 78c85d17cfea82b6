"""Pixels as they are read, and real weights: they are multiplied only once both have one type."""

import numpy as np

import draw

# --8<-- [start:compute]
photograph = np.array([[0, 51, 255]], "uint8")
weights = np.array([[2, -1, 0.5]], "float32")
scaled = photograph.astype("float32") / 255
output = (scaled * weights).sum().round(2)
# --8<-- [end:compute]

left, right = 2.6, 8.2
fig = draw.figure(width=15.2, height=6.2)
for row, (name, array, sign) in enumerate(
    [("photograph", photograph, "≠"), ("photograph, scaled", scaled, "·")]
):
    top, copy = 0.8 + 3 * row, "weights" if row == 0 else "weights, again"
    draw.label(fig, array.dtype.name, (0, top + 0.5), "left", bold=row == 0)
    draw.grid(fig, array, name, (left, top), cell=1.25)
    fits = array.dtype == weights.dtype
    draw.label(fig, sign, (7.2, top + 0.6), colour="ink" if fits else "focus", size=draw.LARGE, bold=True)
    draw.grid(fig, weights, copy, (right, top), cell=1.25)
    if not fits:
        draw.label(fig, weights.dtype.name, (right + 3.75 + 0.4, top + 0.5), "left", bold=True)
draw.label(fig, "=", (12.4, 4.4))
draw.grid(fig, np.array([[output]]), "output", (12.9, 3.8), strong=True, cell=1.25)

if __name__ == "__main__":
    draw.show()
