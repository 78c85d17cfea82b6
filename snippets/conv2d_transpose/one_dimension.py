"""One dimension at strides 1, 2, 3 and 4: the stamps overlap, touch, leave gaps."""

import numpy as np
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
signal = np.array([1, 2, 3])
weights = np.ones(3, int)
canvases = {strides: stamp(signal, weights, strides) for strides in (1, 2, 3, 4)}
overlaps = {strides: stamp(np.ones(3, int), np.ones(3, int), strides) for strides in (1, 2, 3, 4)}
# --8<-- [end:compute]
