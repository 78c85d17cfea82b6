"""A piece of a photograph (scikit-image's chelsea, CC0), enlarged by one transposed convolution with two kernels."""

import numpy as np
from skimage import data

import draw
from conv2d_transpose.arithmetic import conv2d_transpose

# --8<-- [start:compute]
photograph = data.chelsea().mean(axis=2)  # grey, from 0 (black) to 255 (white)
reduced = photograph[104:168:2, 286:350:2]
enlarged = {}
for kernel_size in 3, 4:
    even = np.full((kernel_size, kernel_size), 4 / kernel_size**2)  # as bright as before, on average
    enlarged[kernel_size] = conv2d_transpose(reduced, even, strides=2, padding="same")
# --8<-- [end:compute]

width = 6.4
limits = enlarged[4].min(), enlarged[4].max()  # the same greys in both, so that only the pattern differs
fig = draw.figure(width=13.6, height=8.4)
for (kernel_size, array), left in zip(enlarged.items(), (0.1, 7.1), strict=True):
    draw.label(fig, f"kernel_size={kernel_size}, strides=2", (left, 0.7), "left", bold=True)
    draw.picture(fig, array, f"output, kernel_size={kernel_size}", (left, 1.4), width, limits)

if __name__ == "__main__":
    draw.show()
