"""output_padding moves the crop of SAME, and adds zeros at the end of VALID, also where stamps leave gaps."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import conv2d_transpose, crop_start, stamp

# --8<-- [start:compute]
signal = np.array([1, 2])
weights = np.array([4, 5, 6])
strides = 2
canvas = stamp(signal, weights, strides)
outputs = {
    (padding, extra): conv2d_transpose(signal, weights, strides, padding, output_padding=extra)
    for padding in ("same", "valid")
    for extra in (None, 0, 1)
}
short, wide_strides = np.array([4, 5]), 3  # a kernel smaller than the stride
gapped = {
    extra: conv2d_transpose(signal, short, wide_strides, output_padding=extra) for extra in (None, 0, 1)
}
# --8<-- [end:compute]

reach = np.pad(draw.reach(signal.shape, weights.shape, strides), ((0, 0), (0, 1)))
left, top = 7.5, 2.6

fig = draw.figure(width=13.6, height=19.9)
draw.title(fig, "input", at=(0.1, 1))
draw.grid(fig, signal, "input", (0.1, 1), draw.reach(signal.shape))
draw.label(fig, "×", at=(2.7, 1.5))
draw.title(fig, "kernel", at=(3.3, 1))
draw.grid(fig, weights, "kernel", (3.3, 1))
draw.arrow(fig, (6.5, 1.5), (7.3, 1.5))
draw.title(fig, "canvas", at=(left, 1))
draw.grid(fig, canvas, "canvas", (left, 1), reach[:, :-1])
for (padding, extra), output in outputs.items():
    if extra is None:
        top += 1.1
        draw.label(fig, f'padding="{padding}"', at=(0.1, top - 0.35), align="left", bold=True)
    start = crop_start(signal.size, weights.size, strides, output.size)
    kept, case = np.s_[start : start + output.size], f"padding={padding}, output_padding={extra}"
    draw.label(fig, f"output_padding={extra}", at=(0.7, top + 0.8), align="left", colour="quiet")
    draw.grid(fig, canvas, f"cropped, {case}", (left, top + 0.3), reach[:, :-1], outside=kept)
    draw.grid(fig, output, f"output, {case}", (left + start, top + 0.3), reach[:, kept], strong=True)
    top += 1.4

draw.label(fig, 'padding="valid", strides=3', at=(0.1, top + 0.75), align="left", bold=True)
top += 1.1
draw.title(fig, "kernel", at=(9.6, top + 0.3))
draw.grid(fig, short, "kernel, short", (9.6, top + 0.3))
reach = np.pad(draw.reach(signal.shape, short.shape, wide_strides), ((0, 0), (0, 1)))
for extra, output in gapped.items():
    top += 1.4
    draw.label(fig, f"output_padding={extra}", at=(0.7, top + 0.8), align="left", colour="quiet")
    case = f"output, short kernel, output_padding={extra}"
    draw.grid(fig, output, case, (left, top + 0.3), reach[:, : output.size], strong=True)

if __name__ == "__main__":
    draw.show()
