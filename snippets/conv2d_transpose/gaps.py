"""A kernel smaller than the stride leaves gaps, and Keras adds zeros at the end; the bias comes last."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.ones((2, 2), int)
strides = 3
canvas = stamp(image, kernel, strides)
valid = np.pad(canvas, (0, strides - len(kernel)))  # a last gap
same = valid  # has input times stride already
biased = valid + 1
# --8<-- [end:compute]

reach = draw.reach(image.shape, kernel.shape, strides)
wide = np.pad(reach, ((0, 0), (0, 1), (0, 1)))
panels = {'padding="valid"': valid, 'padding="same"': same, "bias=1": biased}
places = (7.3, 5), (0.1, 12.6), (7.3, 12.6)

fig = draw.figure(width=13.4, height=18.7)
draw.title(fig, "input", at=(0.1, 1))
draw.grid(fig, image, "input", at=(0.1, 1), colours=draw.reach(image.shape))
draw.label(fig, "×", at=(2.9, 2))
draw.title(fig, "kernel", at=(3.7, 1))
draw.grid(fig, kernel, "kernel", at=(3.7, 1))
draw.label(fig, f"strides={strides}", at=(7.3, 2), align="left", bold=True)
draw.title(fig, "canvas (PyTorch)", at=(0.1, 5))
draw.grid(fig, canvas, "canvas", (0.1, 5), reach, strong=True)
for (title, output), at in zip(panels.items(), places, strict=True):
    draw.title(fig, title, at)
    draw.grid(fig, output, f"output, {title.replace(chr(34), '')}", at, wide, strong=True)
    draw.window(fig, at, canvas.shape, dashed=True, width=1)

if __name__ == "__main__":
    draw.show()
