"""Two ways from channels-first to channels-last (photograph from scikit-image): one moves, one scrambles."""

import numpy as np
from skimage import data

import draw

# --8<-- [start:compute]
sheets = np.moveaxis(data.chelsea()[::3, ::3], -1, 0)  # (channel, row, column)
channels, rows, columns = sheets.shape
moved = np.moveaxis(sheets, 0, -1)
reshaped = sheets.reshape(rows, columns, channels)
# --8<-- [end:compute]

fig = draw.figure(width=14.2, height=10.4)
for channel in range(channels):
    at = 4.85 * channel + 0.05, 1
    draw.title(fig, f"sheets[{channel}]", at)
    draw.picture(fig, sheets[channel], f"photograph, channel={channel}", at, 4.4, (0, 255))
for name, array, left in ("moveaxis", moved, 0.05), ("reshape", reshaped, 7.35):
    draw.title(fig, name, (left, 5.7))
    draw.picture(fig, array, f"photograph, {name}", (left, 5.7), 6.8)

if __name__ == "__main__":
    draw.show()
