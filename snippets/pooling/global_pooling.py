"""One number a channel: the same object elsewhere on the map, and on a larger map."""

import numpy as np

import draw
from pooling.arithmetic import pool2d

# --8<-- [start:compute]
thing = np.array([[3, 9], [1, 3]])
here, there, wide = np.zeros((4, 4), int), np.zeros((4, 4), int), np.zeros((4, 8), int)
here[0:2, 0:2] = thing
there[1:3, 1:3] = thing
wide[1:3, 4:6] = thing
maps = {"1": here, "2": there, "3": wide}
# --8<-- [end:compute]

fig, cell = draw.figure(width=14.4, height=14), 0.77
tops = {"feature map": 1, "MaxPooling2D(2)": 5.5, "GlobalMaxPooling2D": 8.5, "GlobalAveragePooling2D": 11.7}
for text, top in tops.items():
    draw.title(fig, text, at=(0.1, top))
for left, (number, array) in zip((0.1, 4.15, 8.2), maps.items(), strict=True):
    results = [
        array,
        pool2d(array, 2),
        pool2d(array, array.shape),
        pool2d(array, array.shape, kind="average"),
    ]
    names = "feature map", "pooled", "output, max", "output, average"
    for name, top, result in zip(names, tops.values(), results, strict=True):
        one = result.size == 1
        side = 1.7 if one else cell
        draw.grid(
            fig,
            result,
            f"{name}, {number}",
            (left, top),
            strong=one,
            cell=side,
            size=draw.LARGE if one else draw.NORMAL,
        )
    for row, column in np.argwhere(array):
        draw.block(fig, (left + column * cell, 1 + row * cell), (cell, cell), "blue", share=0.7)

if __name__ == "__main__":
    draw.show()
