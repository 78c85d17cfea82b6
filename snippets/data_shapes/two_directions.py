"""Two directions: the window holds all channels and moves right and down."""

import draw
from data_shapes.arithmetic import visits

# --8<-- [start:compute]
rows, columns, channels = 5, 6, 3
kernel_size = 3, 3
order = visits((rows, columns), kernel_size)
# --8<-- [end:compute]

left, top, step = 1.9, 1.5, 0.36
height, width = kernel_size
last = left + columns

fig = draw.figure(width=14.2, height=7.6)
draw.box(fig, (left, top), (rows, columns, channels), step=step)
draw.block(fig, (left, top), (width, height), "blue")
draw.box(fig, (left, top), (height, width, channels), 1, step, "focus", 2.2, lines=False)
draw.arrow(fig, (left + width + 0.2, top + 0.5), (left + width + 1.6, top + 0.5), "focus")
draw.arrow(fig, (left + 0.5, top + height + 0.2), (left + 0.5, top + height + 1.6), "focus")
draw.label(fig, "channel ↗", (last + 0.6, top + rows - 0.1), "left", "quiet", draw.SMALL)
draw.label(fig, "column →", (left + columns / 2, top + rows + 0.5), colour="quiet", size=draw.SMALL)
draw.label(fig, "row ↓", (left - 0.3, top + rows / 2), "right", "quiet", draw.SMALL)

at = 10, top + 1
draw.title(fig, "positions", at)
draw.block(fig, at, (1, 1), "blue")
draw.grid(fig, order, "positions", at, strong=True)
draw.window(fig, at, (1, 1), "focus", width=2.2)

if __name__ == "__main__":
    draw.show()
