"""Equal counts are not enough: the weights of a kernel alternate too."""

import numpy as np
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
ones = np.ones(5)
weights = np.array([0.3, 0.9, 0.2, 0.5])
overlap = stamp(ones, np.ones(4), strides=2)
canvas = stamp(ones, weights, strides=2)
# --8<-- [end:compute]
