"""A kernel made for colour, over an image that has a single channel."""

import numpy as np

import draw

# --8<-- [start:compute]
image = np.arange(1, 10).reshape(3, 3, 1)  # grey: (row, column, channel)
kernel = np.ones((2, 2, 3), int)  # made for three channels
missing = kernel.shape[-1] - image.shape[-1]
# --8<-- [end:compute]

apart, left, top = 4.2, 3.2, 0.3
fig = draw.figure(width=left + 2 * apart + 3, height=top + 6.4)
draw.record(fig, "channel", [missing])
draw.label(fig, "kernel", (0, top + 1), "left", "quiet", draw.SMALL)
draw.label(fig, "image", (0, top + 4.9), "left", "quiet", draw.SMALL)
for channel in range(kernel.shape[-1]):
    x = left + channel * apart
    draw.grid(fig, kernel[..., channel], f"kernel {channel + 1}", (x, top), "blue")
    if channel < image.shape[-1]:
        draw.grid(fig, image[..., channel], "image", (x, top + 3.4))
        draw.window(fig, (x, top + 3.4), kernel.shape[1::-1], "focus", width=2.2)
    else:
        draw.window(fig, (x, top + 3.4), image.shape[1::-1], "focus", dashed=True, width=2.2)

if __name__ == "__main__":
    draw.show()
