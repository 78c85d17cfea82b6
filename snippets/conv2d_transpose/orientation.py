"""Four stamps of the kernel 1…9: stamping does not flip it."""

import numpy as np

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.arange(1, 10).reshape(3, 3)
stamps = [cell * kernel for cell in image.flat]
# --8<-- [end:compute]
