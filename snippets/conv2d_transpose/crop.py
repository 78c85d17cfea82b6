"""Which cells SAME crops, and that a SAME convolution on the output would pad exactly these."""

import numpy as np
from conv2d_transpose.arithmetic import crop_start, output_size, stamp

# --8<-- [start:compute]
signal = np.array([1, 2, 3])
crops, pads = {}, {}
for kernel_size, strides in [(3, 1), (3, 2), (4, 2), (5, 2), (6, 2)]:
    canvas = stamp(signal, np.ones(kernel_size, int), strides)
    size = output_size(signal.size, kernel_size, strides, padding="same")
    start = crop_start(signal.size, kernel_size, strides, size)
    crops[kernel_size, strides] = start, canvas.size - size - start
    # what Conv1D(…, padding="same") pads to an input of this size: the smaller half before
    total = max((-(-size // strides) - 1) * strides + kernel_size - size, 0)
    pads[kernel_size, strides] = total // 2, total - total // 2
# --8<-- [end:compute]
