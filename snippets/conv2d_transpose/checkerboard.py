"""How many stamps meet in each cell: uneven where strides does not divide kernel_size."""

import numpy as np
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
ones = np.ones((4, 4), int)
uneven = stamp(ones, np.ones((3, 3), int), strides=2)
even = stamp(ones, np.ones((4, 4), int), strides=2)
# --8<-- [end:compute]
