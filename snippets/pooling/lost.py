"""The cells of each window change places: another input, the same maxima, the same averages.

Needs scikit-learn, which brings the digit.
"""

import numpy as np
from sklearn.datasets import load_digits

import draw
from pooling.arithmetic import pool2d


# --8<-- [start:compute]
def turn_windows(image):
    """Each 2×2 window by half a turn: its four cells stay in it, but at other places."""
    turned = image.copy()
    for row in range(0, image.shape[0], 2):
        for column in range(0, image.shape[1], 2):
            window = image[row : row + 2, column : column + 2]
            turned[row : row + 2, column : column + 2] = window[::-1, ::-1]
    return turned


feature_map = np.array([[1, 3, 2, 0], [5, 2, 8, 4], [0, 6, 7, 1], [2, 4, 3, 5]])
digit = load_digits().images[9]
inputs = [(feature_map, turn_windows(feature_map)), (digit, turn_windows(digit))]
# --8<-- [end:compute]

reach, limits = draw.reach((2, 2), (2, 2), strides=2), (0, 16)

fig = draw.figure(width=13.6, height=23.6)
for pair, top, name in zip(inputs, (1, 12.8), ("input", "digit"), strict=True):
    for number, (image, left) in enumerate(zip(pair, (0.2, 8.2), strict=True), start=1):
        draw.arrow(fig, (left + 2.6, top + 5.4), (6.1 + left * 0.17, top + 6))
        if name == "digit":
            draw.picture(fig, image, f"digit {number}", (left, top), 5.2, limits)
        else:
            draw.title(fig, f"input {number}", at=(left, top))
            draw.grid(fig, image, f"input {number}", (left, top), reach, cell=1.3)
    draw.window(fig, (3, top + 6.1), (7.6, 4.3), "quiet", width=1)  # both inputs give all that is in it
    for kind, left in ("max", 3.4), ("average", 7.2):
        result = pool2d(pair[0], 2, kind=kind)
        draw.title(fig, kind, at=(left, top + 7.2))
        if name == "digit":
            draw.picture(fig, result, f"digit, {kind}", (left, top + 7.2), 3, limits)
        else:
            colours = draw.reach(result.shape)
            draw.grid(fig, result, f"output, {kind}", (left, top + 7.2), colours, strong=True, cell=1.5)

if __name__ == "__main__":
    draw.show()
