"""A digit (from scikit-learn) moves right, or left: one kernel across two frames tells which."""

import numpy as np
from sklearn import datasets

import draw
from data_shapes.arithmetic import conv

# --8<-- [start:compute]
digit = datasets.load_digits().images[3]
frames = [np.pad(digit, [(0, 0), (shift, 4 - shift)]) for shift in range(5)]
video = np.stack(frames)[..., None]  # (frame, row, column, channel)

motion = np.zeros((2, 1, 2, 1, 1))  # (frame, row, column, in, out)
motion[0, 0, 0] = 1  # a cell,
motion[1, 0, 1] = -1  # less the cell one to the right in the next frame
response = {
    name: np.abs(conv(clip[None], motion)).sum(axis=(0, 2, 3, 4))
    for name, clip in {"right": video, "left": video[::-1]}.items()
}
# --8<-- [end:compute]

width, gap = 2.5, 0.4

fig = draw.figure(width=14.4, height=8)
for clip, (name, top) in zip((video, video[::-1]), (("right", 1), ("left", 5)), strict=True):
    draw.title(fig, name, (0.1, top))
    draw.label(fig, "frame →", (14.1, top - 0.5), "right", "quiet", draw.SMALL)
    for i, frame in enumerate(clip[..., 0]):
        left = 0.1 + (width + gap) * i
        height = draw.picture(fig, frame, f"frame {i + 1}, {name}", (left, top), width)
    draw.record(fig, f"response, {name}", response[name])
    for i, total in enumerate(response[name]):
        middle = 0.1 + (width + gap) * (i + 1) - gap / 2
        draw.bracket(fig, middle - 1.2, middle + 1.2, top + height + 0.35, "")
        draw.label(fig, f"{total:g}", (middle, top + height + 0.9), bold=True)

if __name__ == "__main__":
    draw.show()
