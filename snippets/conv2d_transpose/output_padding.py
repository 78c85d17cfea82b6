"""output_padding moves the crop of SAME, and adds zeros at the end of VALID."""

import draw
import numpy as np
from conv2d_transpose.arithmetic import conv2d_transpose, crop_start, stamp

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

reach = draw.reach(signal.shape, weights.shape, strides=2)

fig = draw.figure(width=12, height=16)
draw.title(fig, "input", at=(0, 1))
draw.grid(fig, signal, "input", at=(0, 1), colours=draw.reach(signal.shape))
draw.label(fig, "×", at=(2.75, 1.5))
draw.title(fig, "kernel", at=(3.5, 1))
draw.grid(fig, weights, "kernel", at=(3.5, 1))
left, top = 6, 4
draw.title(fig, "canvas", at=(left, top))
draw.grid(fig, canvas, "canvas", at=(left, top), colours=reach)
for (padding, extra), output in outputs.items():
    if extra is None:
        top += 2
        draw.label(fig, f'padding="{padding}"', at=(0, top - 0.3), align="left", bold=True)
    start = crop_start(signal.size, weights.size, 2, output.size)
    whole = np.pad(reach, ((0, 0), (0, 1)))
    case = f"padding={padding}, output_padding={extra}"
    dropped = np.ma.array(canvas, mask=np.zeros(canvas.size, bool))
    dropped[start : start + output.size] = np.ma.masked
    draw.label(
        fig, f"output_padding={extra}", at=(0, top + 0.9), align="left", colour="quiet", size=draw.SMALL
    )
    draw.grid(fig, dropped, f"cropped, {case}", (left, top + 0.4), reach, cropped=True)
    kept = whole[:, start : start + output.size]
    draw.grid(fig, output, f"output, {case}", (left + start, top + 0.4), kept, strong=True)
    top += 1.4

if __name__ == "__main__":
    draw.show()
