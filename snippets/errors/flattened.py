"""Two maps in a row, and the weights of a Dense that was made for fewer numbers."""

import numpy as np

import draw

# --8<-- [start:compute]
maps = np.arange(1, 9).reshape(2, 2, 2)  # (channel, row, column)
flat = maps.ravel()  # PyTorch's order: one map after the other
in_features = 6  # what `Linear` was told
weights = np.ones(in_features, int)
# --8<-- [end:compute]

left, top = 3.2, 1.2
fig = draw.figure(width=left + flat.size, height=top + 6.4)
draw.title(fig, "feature map", (left, top))
for channel, (numbers, colour) in enumerate(zip(maps, draw.CELLS, strict=False)):
    draw.grid(fig, numbers, f"feature map {channel + 1}", (left + 3 * channel, top), colour)
    row = left + channel * numbers.size, top + 3
    draw.block(fig, row, (numbers.size, 1), colour)
draw.label(fig, "mat1", (0, top + 3.5), "left")
draw.grid(fig, flat, "values", (left, top + 3))
draw.label(fig, "mat2", (0, top + 5.5), "left")
draw.grid(fig, weights, "weights", (left, top + 5))
draw.window(fig, (left + in_features, top + 5), (flat.size - in_features, 1), "focus", dashed=True, width=2.2)

if __name__ == "__main__":
    draw.show()
