"""Which cells of the input one cell sees through a convolution, a pooling and another convolution."""

import numpy as np

import draw


# --8<-- [start:compute]
def receptive_field(stack):
    """How many cells of the input one cell sees; each layer is (kernel_size, strides, dilation_rate), first to last."""
    sees, apart = 1, 1
    for kernel_size, strides, dilation_rate in stack:
        sees += (kernel_size - 1) * dilation_rate * apart
        apart *= strides  # so many input cells lie between two neighbours
    return sees


stack = [(3, 1, 1), (2, 2, 1), (3, 1, 1)]  # convolution, pooling, convolution
# --8<-- [end:compute]

n = receptive_field(stack)
sizes, starts = [n], [np.arange(n)]  # cells of each row, and where in the input each cell's field begins
for kernel_size, strides, dilation_rate in stack:
    outputs = (sizes[-1] - (kernel_size - 1) * dilation_rate - 1) // strides + 1
    sizes.append(outputs)
    starts.append(starts[-1][strides * np.arange(outputs)])
fields = [receptive_field(stack[:depth]) for depth in range(len(stack) + 1)]
seen = [np.array([0])]  # in each row, last to first, the cells that the one cell sees
for kernel_size, strides, dilation_rate in reversed(stack):
    taps = dilation_rate * np.arange(kernel_size)
    seen.insert(0, np.unique(strides * seen[0][:, None] + taps))

left, rise = 4.2, 2.6
tops = [0.2 + rise * row for row in range(len(sizes))]
names = ["input", *(f"$k$ = {k}, $s$ = {s}" for k, s, _ in stack)]


def middle(row, cell):
    """The x of a cell: it stands in the middle of what it sees of the input."""
    return left + starts[row][cell] + fields[row] / 2


fig = draw.figure(width=left + n + 2.6, height=tops[-1] + 1.2)
for row, (kernel_size, strides, dilation_rate) in enumerate(stack):
    for cell in seen[row + 1]:
        for tap in strides * cell + dilation_rate * np.arange(kernel_size):
            draw.edge(fig, (middle(row, tap), tops[row] + 1), (middle(row + 1, cell), tops[row + 1]), "blue")
for row, (size, top, name) in enumerate(zip(sizes, tops, names, strict=True)):
    draw.label(fig, name, (0, top + 0.5), "left", "quiet")
    for cell in range(size):
        place = (middle(row, cell) - 0.5, top)
        draw.cells(fig, (1, 1), place, colour="blue" if cell in seen[row] else None)
draw.window(fig, (middle(len(stack), 0) - 0.5, tops[-1]), (1, 1))
for depth, field in enumerate(fields[1:], 1):
    draw.label(fig, f"1 → {field}", (left + n + 0.6, tops[depth] + 0.5), "left")
draw.record(fig, "size, receptive field", fields)

if __name__ == "__main__":
    draw.show()
