"""The order in which Flatten reads two channels of an image: cell by cell in Keras, channel by channel in PyTorch."""

import numpy as np

import draw

# --8<-- [start:compute]
channels = np.array([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])  # (channel, row, column)
keras_order = np.moveaxis(channels, 0, -1).reshape(-1)
pytorch_order = channels.reshape(-1)
# --8<-- [end:compute]

colours = ("blue", "orange")
number = {value: i for i, channel in enumerate(channels) for value in channel.flat}
fig = draw.figure(width=8.4, height=10.2)
for i, channel in enumerate(channels):
    draw.title(fig, f"channel {i}", (0.2 + 4 * i, 1.2))
    draw.grid(fig, channel, f"input, channel {i}", (0.2 + 4 * i, 1.2), colours[i])
for top, name, order in (5, "Keras", keras_order), (8.4, "PyTorch", pytorch_order):
    masks = np.array([[number[value] == i for value in order] for i in range(len(channels))])
    draw.title(fig, f"Flatten, {name}", (0.2, top))
    draw.grid(fig, order, f"output, {name}", (0.2, top), masks)

if __name__ == "__main__":
    draw.show()
