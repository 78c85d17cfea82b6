"""Sixteen numbers of a digit, twice: its pooled map, and a code from which the digit is rebuilt.

Needs scikit-learn, which brings the digits.
"""

import numpy as np
from sklearn.datasets import load_digits

import draw
from pooling.arithmetic import pool2d

# --8<-- [start:compute]
images = load_digits().images
learned, unseen = images[:1500], images[1500:]


def cut(images):
    """Four pieces of 4×4 pixels: (digit, 2, 2, 16)."""
    # from (digit, row of pieces, row, column of pieces, column)
    return images.reshape(len(images), 2, 4, 2, 4).swapaxes(2, 3).reshape(-1, 2, 2, 16)


def join(pieces):
    """The pieces put together again: (digit, 8, 8)."""
    return pieces.reshape(len(pieces), 2, 2, 4, 4).swapaxes(2, 3).reshape(-1, 8, 8)


# the four patterns of 4×4 from which most of every piece can be mixed
patterns = np.linalg.svd(cut(learned).reshape(-1, 16), full_matrices=False)[2][:4]
patterns *= np.sign(patterns[:, [5]])  # a pattern and its negative do the same: make cell 5 positive
code = cut(unseen) @ patterns.T  # the encoder: (digit, 2, 2, 4)
rebuilt = join(code @ patterns)  # the decoder

pooled = pool2d(unseen, 2)  # (digit, 4, 4)
spread = pooled.repeat(2, axis=1).repeat(2, axis=2)
# --8<-- [end:compute]

fig, digit, limits, low = draw.figure(width=14.4, height=13), 0, (0, 16), 7.6
draw.title(fig, "digit", at=(0.1, low))
draw.picture(fig, unseen[digit], "digit", (0.1, low), 4, limits)
draw.title(fig, "patterns", at=(0.1, 1))
draw.title(fig, "code", at=(5.4, 1))
strongest = np.abs(patterns).max()
for channel, (row, column) in enumerate(np.ndindex(2, 2)):
    place = 2.15 * column, 1 + 2.15 * row
    numbers, pattern = code[digit, ..., channel].round().astype(int), patterns[channel].reshape(4, 4)
    draw.picture(fig, pattern, f"pattern {channel}", (0.1 + place[0], place[1]), 2, (-strongest, strongest))
    draw.window(fig, (0.1 + place[0], place[1]), (2, 2), draw.CELLS[channel], width=2)
    draw.grid(
        fig,
        numbers,
        f"code, channel={channel}",
        (5.4 + place[0], place[1]),
        draw.CELLS[channel],
        size=draw.SMALL,
    )
draw.picture(fig, rebuilt[digit], "rebuilt", (10.3, 1), 4, limits)
draw.title(fig, "max pooling", at=(5.4, 8.8))
draw.grid(fig, pooled[digit], "pooled", (5.4, 8.8), cell=1.0375, size=draw.SMALL)
draw.picture(fig, spread[digit], "upsampled", (10.3, 8.8), 4, limits)
draw.arrow(fig, (4.2, low - 0.3), (5.2, 5.6))
draw.arrow(fig, (4.3, 10.8), (5.1, 10.8))
for top in 3, 10.8:
    draw.arrow(fig, (9.8, top), (10.15, top))

if __name__ == "__main__":
    draw.show()
