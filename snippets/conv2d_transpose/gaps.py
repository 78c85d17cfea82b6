"""A kernel smaller than the stride leaves gaps, and Keras adds zeros at the end; the bias comes last."""

import numpy as np
from conv2d_transpose.arithmetic import conv2d_transpose, stamp

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.ones((2, 2), int)
canvas = stamp(image, kernel, strides=3)
valid = conv2d_transpose(image, kernel, strides=3, padding="valid")
same = conv2d_transpose(image, kernel, strides=3, padding="same")
biased = valid + 1
# --8<-- [end:compute]
