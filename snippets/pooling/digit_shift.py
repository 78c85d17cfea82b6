"""A digit, moved by a pixel, and with its upper half moved: what changes in its max-pooled maps.

Needs scikit-learn, which brings the digit.
"""

import numpy as np
from sklearn.datasets import load_digits

import draw
from pooling.arithmetic import pool2d

# --8<-- [start:compute]
digit = np.pad(load_digits().images[0], 2).astype(int)  # a margin of two: nothing leaves the picture
bent = digit.copy()
bent[:6] = np.roll(digit[:6], 1, axis=1)  # the upper half only
versions = {"0": digit, "shifted": np.roll(digit, 1, axis=1), "bent": bent}
# --8<-- [end:compute]

fig, width = draw.figure(width=14.4, height=15.8), 4.3
for x, text in (0.1, "digit"), (5, "pool_size=2"), (9.9, "pool_size=4"):
    draw.title(fig, text, at=(x, 1))
for top, (name, image) in zip((1, 6.2, 11.4), versions.items(), strict=True):
    draw.picture(fig, image, f"digit, {name}", (0.1, top), width, limits=(0, 16))
    for pool_size, x in (2, 5), (4, 9.9):
        pooled, before = pool2d(image, pool_size), pool2d(digit, pool_size)
        cell = width / len(pooled)
        draw.grid(fig, pooled, f"pooled, {name}, pool_size={pool_size}", (x, top), cell=cell, size=draw.SMALL)
        for row, column in np.argwhere(pooled != before):
            place = x + column * cell, top + row * cell
            draw.block(fig, place, (cell, cell), "orange", share=0.5)
            draw.window(fig, place, (1, 1), "focus", cell=cell, width=1.3)

if __name__ == "__main__":
    draw.show()
