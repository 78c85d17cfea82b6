"""VALID keeps the canvas, SAME crops it to strides times the image."""

import numpy as np
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.ones((3, 3), int)
strides = 2
valid = stamp(image, kernel, strides)
height, width = image.shape
same = valid[: height * strides, : width * strides]
# --8<-- [end:compute]
