"""Which cells SAME crops, and that a SAME convolution on the output would pad exactly these."""

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


def padded(size, kernel_size, strides):
    """What a SAME convolution of an input of this size pads at the start and at the end."""
    windows = len(range(0, size, strides))
    total = max((windows - 1) * strides + kernel_size - size, 0)
    return total // 2, total - total // 2


fig = draw.figure(width=13.6, height=22.2)
left, top = 3.4, 0
for (kernel_size, strides), (start, end) in crops.items():
    case = f"kernel_size={kernel_size}, strides={strides}"
    reach = draw.reach(signal.shape, (kernel_size,), strides)
    canvas = stamp(signal, np.ones(kernel_size, int), strides)
    kept = np.s_[start : canvas.size - end]
    output = canvas[kept]
    before, after = padded(output.size, kernel_size, strides)
    draw.label(fig, case, at=(0, top + 0.4), align="left", bold=True)
    draw.label(fig, "canvas", at=(0, top + 1.6), align="left", colour="quiet")
    draw.grid(fig, canvas, f"cropped, {case}", (left, top + 1.1), reach, outside=kept)
    draw.grid(fig, output, f"output, {case}", (left + start, top + 1.1), reach[:, kept], strong=True)
    draw.label(fig, "padded", at=(0, top + 2.85), align="left", colour="quiet")
    at = left + start - before, top + 2.35
    draw.grid(fig, np.pad(output, (before, after)), f"padded, {case}", at)
    draw.window(fig, (left + start, top + 2.35), (output.size, 1))
    top += 4.7

if __name__ == "__main__":
    draw.show()
