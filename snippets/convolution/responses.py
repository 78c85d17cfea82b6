"""Three scores of one patch at every place of the photograph (scikit-image's chelsea, CC0): where is the largest?"""

import numpy as np
from skimage import data

import draw
from convolution.arithmetic import scores

photograph = data.chelsea().mean(axis=2)
row, column = 155, 185
patch = photograph[row : row + 32, column : column + 32]

# --8<-- [start:compute]
inner, cosine, correlation = scores(photograph, patch)
maps = {"inner product": inner, "cosine": cosine, "correlation": correlation}
# row and column of the best score
largest = {name: np.unravel_index(response.argmax(), response.shape) for name, response in maps.items()}
# what rounding makes equal does not count
beaten = {name: np.sum(response > response[row, column] + 1e-6) for name, response in maps.items()}
# --8<-- [end:compute]

width = 8.6
unit = width / inner.shape[1]

fig = draw.figure(width=14.4, height=20)
for i, (name, response) in enumerate(maps.items()):
    top, right = 0.9 + 6.6 * i, width + 0.5
    draw.title(fig, name, at=(0, top))
    draw.picture(fig, response[::2, ::2], f"response, {name}", (0, top), width)
    draw.record(fig, f"positions, {name}, max", largest[name])
    draw.record(fig, f"positions, {name}, > match", beaten[name])
    y, x = largest[name]
    side = 1.1
    draw.window(
        fig,
        (column * unit - side / 2, top + row * unit - side / 2),
        (side, side),
        "focus",
        dashed=True,
        width=2.2,
    )
    draw.window(fig, (max(x * unit - 0.4, 0), top + y * unit - 0.4), (0.8, 0.8), "blue", width=2.2)
    draw.window(fig, (right, top + 0.3), (0.8, 0.8), "blue", width=2.2)
    draw.label(fig, f"max ({y}, {x})", (right + 1.1, top + 0.7), "left")
    draw.window(fig, (right - 0.05, top + 1.7), (0.9, 0.9), "focus", dashed=True, width=2.2)
    draw.label(fig, "match", (right + 1.1, top + 2.15), "left")
    draw.label(fig, "higher", (right, top + 3.7), "left", "quiet", draw.SMALL)
    draw.label(fig, f"{beaten[name]:,}", (right, top + 4.5), "left", bold=True)

if __name__ == "__main__":
    draw.show()
