"""strides=2: four stamps two apart overlap in a cross, and what overlaps is added."""

import numpy as np
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.ones((3, 3), int)
canvas = stamp(image, kernel, strides=2)
overlap = stamp(np.ones_like(image), np.ones_like(kernel), strides=2)  # how many stamps meet in each cell
# --8<-- [end:compute]
