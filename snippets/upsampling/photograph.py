"""A piece of a photograph (scikit-image) halved and enlarged again, in five ways."""

import numpy as np
from skimage import data

import draw
from conv2d_transpose.arithmetic import conv2d_transpose
from upsampling.arithmetic import bilinear, learn, nearest

photograph = data.chelsea().mean(axis=2)[:, :448]  # as in side_by_side
halved = photograph.reshape(150, 2, 224, 2).mean(axis=(1, 3))
learned = learn(halved[:, :112], photograph[:, :224], kernel_size=6)
tent = np.outer([0.25, 0.75, 0.75, 0.25], [0.25, 0.75, 0.75, 0.25])

# --8<-- [start:compute]
original, reduced = photograph[104:168, 286:350], halved[52:84, 143:175]
limit = np.sqrt(6 / (36 + 36))  # as Keras starts: glorot_uniform
untrained = np.random.default_rng(0).uniform(-limit, limit, (6, 6))
enlarged = {
    "nearest": nearest(reduced, size=2),
    "bilinear": bilinear(reduced, size=2),
    "fixed filter": conv2d_transpose(reduced, tent, strides=2, padding="same"),
    "untrained filter": conv2d_transpose(reduced, untrained, strides=2, padding="same"),
    "learned filter": conv2d_transpose(reduced, learned, strides=2, padding="same"),
}
errors = {}  # root of the mean squared difference, the border left out
for name, array in enlarged.items():
    errors[name] = np.sqrt(np.mean((array - original)[4:-4, 4:-4] ** 2))
# --8<-- [end:compute]

width = 6.3
fig = draw.figure(width=13.6, height=30.2)
draw.title(fig, "input", at=(5.2, 1))
draw.picture(fig, reduced, "input", (5.2, 1), width / 2, limits=(0, 255))
for i, (name, array) in enumerate({**enlarged, "photograph": original}.items()):
    at = 0.1 + 7.1 * (i % 2), 6.1 + 8.4 * (i // 2)
    limits = None if name == "untrained filter" else (0, 255)
    draw.label(fig, name, (at[0], at[1] - 0.6), "left", bold=True)
    if name in errors:
        draw.label(fig, f"{errors[name]:.1f}", (at[0] + width, at[1] - 0.6), "right")
    draw.picture(fig, array, f"output, {name}" if name in errors else name, at, width, limits)
draw.record(fig, "error", list(errors.values()))

if __name__ == "__main__":
    draw.show()
