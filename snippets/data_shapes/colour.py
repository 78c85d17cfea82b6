"""Three channels, three sheets of the kernel, one sum: the channels are added away."""

import numpy as np

import draw
from data_shapes.arithmetic import conv

# --8<-- [start:compute]
red = [[3, 1, 0], [2, 4, 1], [0, 1, 5]]
green = [[1, 0, 2], [3, 1, 0], [2, 2, 1]]
blue = [[0, 2, 1], [1, 0, 3], [4, 1, 2]]
image = np.stack([red, green, blue], axis=-1)  # (row, column, channel)

sheets = [[[1, 0], [0, 2]], [[2, 1], [0, 1]], [[1, 3], [1, 0]]]
kernel = np.stack(sheets, axis=-1)  # (row, column, in)

parts = []  # one of each channel
for i in range(3):
    one, its_own = image[..., i : i + 1], kernel[..., i : i + 1]
    parts.append(conv(one[None], its_own[..., None])[0, ..., 0])
total = conv(image[None], kernel[..., None])[0, ..., 0]  # (row, column)
# --8<-- [end:compute]

fig = draw.figure(width=14.2, height=12.8)
for channel, name in enumerate("RGB"):
    top = 1 + 4.3 * channel
    draw.title(fig, f"{name}, channel {channel}", (0.2, top))
    draw.grid(fig, image[..., channel], f"input, channel={channel}", (0.2, top))
    draw.window(fig, (0.2, top), (2, 2), "focus", width=2.2)
    draw.label(fig, "⋆", (3.85, top + 1), size=draw.LARGE)
    draw.title(fig, f"kernel[:, :, {channel}]", (4.5, top))
    draw.grid(fig, kernel[..., channel], f"kernel, in={channel}", (4.5, top))
    draw.label(fig, "=", (7.1, top + 1))
    draw.grid(fig, parts[channel], f"products, channel={channel}", (7.7, top))
    draw.window(fig, (7.7, top), (1, 1), "focus", width=2.2)
    draw.arrow(fig, (9.9, top + 1), (11.5, 6.3 + 0.45 * (channel - 1)))
draw.label(fig, "+", (8.7, 1 + 2 + 1.15))
draw.label(fig, "+", (8.7, 5.3 + 2 + 1.15))
draw.title(fig, "output", (11.8, 5.3))
draw.grid(fig, total, "output", (11.8, 5.3), strong=True)
draw.window(fig, (11.8, 5.3), (1, 1), "focus", width=2.2)
sums = " + ".join(f"{part[0, 0]}" for part in parts)
draw.label(fig, sums, (12.8, 8.2))
draw.label(fig, f"= {total[0, 0]}", (12.8, 9.2))

if __name__ == "__main__":
    draw.show()
