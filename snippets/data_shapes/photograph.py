"""A colour photograph (from scikit-image) is three sheets, and a pixel three numbers."""

import numpy as np
from skimage import data

import draw

# --8<-- [start:compute]
photograph = data.chelsea()  # (row, column, channel)
pixel = photograph[132, 218]  # (channel,)
# --8<-- [end:compute]

rows, columns, channels = photograph.shape
row, column = 132, 218
small, tiny = photograph[::2, ::2], photograph[::4, ::4]

fig = draw.figure(width=14.4, height=12)
left, top, width = 3.1, 0.9, 8.2
height = draw.picture(fig, small, "photograph", (left, top), width)
draw.label(fig, f"{columns}", (left + width / 2, 0.4), colour="quiet", size=draw.SMALL)
draw.label(fig, f"{rows}", (left - 0.3, top + height / 2), "right", "quiet", draw.SMALL)
draw.dot(fig, (left + width * column / columns, top + height * row / rows), "focus", 0.22)

draw.record(fig, "values", pixel)
sheet, below = 4.5, top + height + 1.2
for channel, name in enumerate("RGB"):
    x = 4.9 * channel + 0.05
    draw.title(fig, f"{name}, channel {channel}", (x, below))
    tall = draw.picture(
        fig, tiny[..., channel], f"photograph, channel={channel}", (x, below), sheet, (0, 255)
    )
    spot = x + sheet * column / columns, below + tall * row / rows
    draw.dot(fig, spot, "focus", 0.18)
    draw.label(fig, f"{pixel[channel]}", (x + sheet / 2, below + tall + 0.55))
    draw.arrow(fig, np.add(spot, (0, 0.25)), (x + sheet / 2, below + tall + 0.15), "focus")

if __name__ == "__main__":
    draw.show()
