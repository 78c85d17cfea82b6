"""Ones enlarged in two ways: a convolution's windows count the same in each cell, stamps of an uneven overlap do not."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import conv2d_transpose, stamp
from upsampling.arithmetic import nearest

# --8<-- [start:compute]
row, ones = np.ones((6, 6), int), np.ones((3, 3), int)
# of a kernel of ones, windows and stamps give the same; SAME takes off the border
even = stamp(nearest(row, size=2), ones, strides=1)[1:-1, 1:-1]
uneven = conv2d_transpose(row, ones, strides=2, padding="same")
inside = np.s_[4:8, 4:10]
# --8<-- [end:compute]

fig = draw.figure(width=13.4, height=5.2)
for left, name, values in (0.1, "UpSampling2D, Conv2D", even), (7.3, "Conv2DTranspose", uneven):
    draw.title(fig, name, (left, 1))
    draw.grid(fig, values[inside], f"output, {name.partition(',')[0]}", (left, 1), "count")

if __name__ == "__main__":
    draw.show()
