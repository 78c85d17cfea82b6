"""Where pooling sends the gradient: max to the cell that won, average to all alike."""

import numpy as np

import draw
from backpropagation.arithmetic import average_pool_backward, max_pool, max_pool_backward

# --8<-- [start:compute]
image = np.array([[1, 5, 6, 0], [3, 2, 4, 2], [0, 2, 1, 8], [7, 4, 8, 3]])
pooled = max_pool(image, (2, 2), strides=2)
dP = np.array([[1, 2], [3, 4]])
to_winners = max_pool_backward(image, dP, (2, 2), strides=2)
to_all = average_pool_backward(image, dP, (2, 2), strides=2)
# --8<-- [end:compute]

blocks = draw.reach(dP.shape, (2, 2), strides=2)
tied = np.argwhere(blocks[3] & (image == pooled[1, 1]))  # the last window has two winners

fig = draw.figure(width=13.2, height=15)
draw.title(fig, "$X$", (0.6, 1))
draw.grid(fig, image, "input", (0.6, 1), blocks, cell=1.2)
draw.arrow(fig, (5.8, 3.4), (7.2, 3.4))
draw.title(fig, "max", (7.6, 2.2))
draw.grid(fig, pooled, "pooled", (7.6, 2.2), draw.reach(dP.shape), cell=1.2)
draw.title(fig, "$∂E/∂P$", (10.7, 2.2))
draw.grid(fig, dP, "gradient, ∂E/∂P", (10.7, 2.2), draw.reach(dP.shape), cell=1.2)
for i, j in tied:
    draw.window(fig, (0.6 + 1.2 * j, 1 + 1.2 * i), (1, 1), "focus", cell=1.2, dashed=True)
panels = ("max", to_winners, blocks * (to_winners != 0)), ("average", to_all, blocks)
for i, (name, gradient, colours) in enumerate(panels):
    at = 0.1 + 6.9 * i, 8.6
    draw.title(fig, f"$∂E/∂X$, {name}", at)
    draw.grid(fig, gradient, f"gradient, {name}", at, colours, strong=True, cell=1.5)
for i, j in tied:
    draw.window(fig, (0.1 + 1.5 * j, 8.6 + 1.5 * i), (1, 1), "focus", cell=1.5, dashed=True)

if __name__ == "__main__":
    draw.show()
