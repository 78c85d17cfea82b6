"""A photograph (scikit-image's chelsea, CC0) and a patch cut from it: where will the patch answer most?"""

from skimage import data

import draw

# --8<-- [start:compute]
photograph = data.chelsea().mean(axis=2)  # grey, from 0 (black) to 255 (white)
row, column = 155, 185
patch = photograph[row : row + 32, column : column + 32]
# --8<-- [end:compute]

width, enlarged = 9.4, 3.6
unit = width / photograph.shape[1]  # cells a pixel

fig = draw.figure(width=14.4, height=7.3)
draw.title(fig, "photograph", at=(0, 0.9))
draw.picture(fig, photograph[::2, ::2], "photograph", (0, 0.9), width, limits=(0, 255))
draw.title(fig, "patch", at=(10.8, 0.9))
draw.picture(fig, patch, "patch", (10.8, 0.9), enlarged, limits=(0, 255))
corner = column * unit, 0.9 + row * unit
draw.window(fig, corner, patch.shape[::-1], "focus", cell=unit, width=2.2)
draw.window(fig, (10.8, 0.9), patch.shape[::-1], "focus", cell=enlarged / len(patch), width=2.2)
draw.arrow(fig, (corner[0] + len(patch) * unit, corner[1]), (10.7, 2.7), "focus")
draw.label(fig, "{}×{}".format(*patch.shape), at=(12.6, 5), colour="quiet", size=draw.SMALL)

if __name__ == "__main__":
    draw.show()
