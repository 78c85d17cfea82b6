"""One direction: the window is as wide as the table and moves down only."""

import numpy as np

import draw
from data_shapes.arithmetic import conv

# --8<-- [start:compute]
price = np.array([8, 4, 8, 12, 8, 16, 12, 4, 8])
short = np.convolve(price, [1, 1], "valid")[2:] // 2  # of the last two
long = np.convolve(price, [1, 1, 1, 1], "valid") // 4  # of the last four
table = np.stack([price[3:], short, long], axis=-1)  # (time step, feature)
kernel = np.array([[-1, 0, 0], [0, 1, -1], [1, 0, 0]])  # (time step, feature)
result = conv(table[None], kernel[..., None])[0, :, 0]
# --8<-- [end:compute]

steps, size = len(table), len(kernel)
colours = np.eye(len(result), dtype=bool)[..., None]  # a position, a colour
left, right, top = 2.7, 12.3, 1.5

fig = draw.figure(width=13.4, height=8.4)
draw.title(fig, "feature →", (left, top))
draw.grid(fig, table, "input", (left, top))
for place, colour in enumerate(draw.CELLS):
    x = 0.15 + 0.6 * place
    draw.block(fig, (x, top + place + 0.06), (0.45, size - 0.12), colour)
    draw.window(fig, (x, top + place + 0.06), (0.45, size - 0.12), colour, width=1)
draw.window(fig, (left, top), kernel.shape[::-1], "focus", width=2.4)
draw.arrow(fig, (left + 1.5, top + steps + 0.2), (left + 1.5, top + steps + 1), "focus")
draw.label(fig, "time step", (left + 1.8, top + steps + 0.6), "left", "quiet", draw.SMALL)
draw.label(fig, "⋆", (left + 3.9, top + 1.5), size=draw.LARGE)
draw.title(fig, "kernel", (left + 4.8, top))
draw.grid(fig, kernel, "kernel", (left + 4.8, top))
draw.label(fig, "=", (left + 8.6, top + 1.5))
draw.title(fig, "output", (right - 0.9, top))
draw.grid(fig, result[:, None], "output", (right - 0.4, top), colours, strong=True)
draw.window(fig, (right - 0.4, top), (1, 1), "focus", width=2.2)

if __name__ == "__main__":
    draw.show()
