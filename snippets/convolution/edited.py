"""A drawn cat of 64×64 pixels under one kernel; awake, the reader edits the kernel."""

import numpy as np

import draw
from convolution.arithmetic import cross_correlation

kernel = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def cat():
    """Brightness from 0 to 255, of (64, 64) pixels."""
    y, x = np.mgrid[:64, :64]
    side = np.abs(x - 32)  # from the middle; the face is symmetric
    image = 210 - x // 2
    ears = (2 * np.abs(side - 14) <= y - 6) & (y <= 30)
    image = np.where((side**2 + (y - 38) ** 2 <= 400) | ears, 90 + y, image)
    image = np.where(((side == 0) | (side == 4)) & (y >= 20) & (y <= 26), 50, image)  # stripes
    image = np.where((side - 8) ** 2 + (y - 34) ** 2 <= 16, 235, image)  # eyes
    image = np.where(4 * (side - 8) ** 2 + (y - 34) ** 2 <= 12, 15, image)
    image = np.where((y >= 42) & (y <= 45) & (side <= 45 - y), 40, image)  # nose
    image = np.where((side == 0) & (y >= 46) & (y <= 49), 40, image)
    return np.where(((y == 46) | (y == 49)) & (side >= 9) & (side <= 26), 245, image)  # whiskers


image = cat()
feature_map = cross_correlation(image, kernel)
total = kernel.sum()
# black is the smallest sum that the kernel can give of any picture, white the largest
least, most = kernel[kernel < 0].sum(), kernel[kernel > 0].sum()

cell, width, top = 4, 6.4, 1  # `cell`: the weight that is edited
fig = draw.figure(width=13.6, height=12.6)
draw.title(fig, "input", (0.1, top))
draw.picture(fig, image, "input", (0.1, top), width, limits=(0, 255))
draw.title(fig, "feature map", (7.1, top))
draw.picture(fig, feature_map, "feature map", (7.1, top), width, (255 * least, 255 * most))
draw.title(fig, "kernel", (0.1, 8.9))
draw.grid(fig, kernel, "kernel", (0.1, 8.9), cell=1.2)
draw.window(fig, (0.1 + 1.2 * (cell % 3), 8.9 + 1.2 * (cell // 3)), (1, 1), "focus", cell=1.2, width=2.2)
draw.label(fig, f"sum = {total}", (4.6, 9.5), "left", bold=True)
for row, (weights, name) in enumerate(((least, "black"), (most, "white"))):
    draw.label(fig, f"{name} = {weights}·255 = {255 * weights}", (4.6, 10.7 + row), "left", "quiet")

if __name__ == "__main__":
    draw.show()
