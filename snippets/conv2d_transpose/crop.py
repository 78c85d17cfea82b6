"""Which cells SAME crops: of one with a kernel of 3, of two with a kernel of 4."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
signal = np.array([1, 2, 3])
crops = {}  # (kernel_size, strides): (cells dropped at the start, at the end)
for kernel_size, strides in [(3, 1), (3, 2), (4, 2), (5, 2), (6, 2)]:
    canvas = stamp(signal, np.ones(kernel_size, int), strides)
    dropped = canvas.size - signal.size * strides
    crops[kernel_size, strides] = dropped // 2, dropped - dropped // 2
# --8<-- [end:compute]


fig = draw.figure(width=13.2, height=5.6)
left, top = 3.4, 0
for kernel_size, strides in (3, 2), (4, 2):
    start, end = crops[kernel_size, strides]
    case = f"kernel_size={kernel_size}, strides={strides}"
    reach = draw.reach(signal.shape, (kernel_size,), strides)
    canvas = stamp(signal, np.ones(kernel_size, int), strides)
    kept = np.s_[start : canvas.size - end]
    draw.label(fig, case, at=(0, top + 0.4), align="left", bold=True)
    draw.label(fig, "canvas", (0, top + 1.6), "left", "quiet", draw.SMALL)
    draw.grid(fig, canvas, f"cropped, {case}", (left, top + 1.1), reach, outside=kept)
    draw.grid(fig, canvas[kept], f"output, {case}", (left + start, top + 1.1), reach[:, kept], strong=True)
    top += 3

if __name__ == "__main__":
    draw.show()
