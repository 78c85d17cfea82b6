"""output_padding moves the crop of SAME, and adds zeros at the end of VALID."""

import numpy as np
from conv2d_transpose.arithmetic import conv2d_transpose, stamp

# --8<-- [start:compute]
signal = np.array([1, 2])
weights = np.array([4, 5, 6])
canvas = stamp(signal, weights, strides=2)
outputs = {
    (padding, extra): conv2d_transpose(signal, weights, 2, padding, output_padding=extra)
    for padding in ("same", "valid")
    for extra in (None, 0, 1)
}
# --8<-- [end:compute]
