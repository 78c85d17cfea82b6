"""Which input sizes a convolution shrinks to one output size: as many as the stride; output_padding selects among them."""

import numpy as np

import draw

# --8<-- [start:compute]
kernel_size, strides = 3, 2
sizes = np.array([7, 8, 9])
outputs = (sizes - kernel_size) // strides + 1
unseen = sizes - (outputs - 1) * strides - kernel_size  # cells at the end that no window reaches
# --8<-- [end:compute]

left, top, apart = 1.6, 1.2, 1.8
right = left + sizes.max() + 1
fig = draw.figure(width=right + 2.2, height=top + apart * (len(sizes) - 1) + 1)
draw.title(fig, "input", (left, top))
draw.title(fig, "output", (right, top))
draw.record(fig, "cropped", unseen)
for row, (size, output) in enumerate(zip(sizes, outputs, strict=True)):
    y = top + row * apart
    draw.grid(fig, [size], f"size {row + 1}", (0, y))
    draw.cells(fig, (1, size), (left, y))
    for place in range(output):
        cells = strides if place < output - 1 else kernel_size
        draw.block(fig, (left + place * strides, y), (cells, 1), draw.CELLS[place])
    draw.cells(fig, (1, unseen[row]), (left + size - unseen[row], y), cropped=True)
    draw.grid(fig, [output], f"output {row + 1}", (right, y), strong=True)

if __name__ == "__main__":
    draw.show()
