"""An image, a kernel, and three sizes: which of them has the output for strides=2?"""

import numpy as np

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.ones((3, 3), int)
# --8<-- [end:compute]
