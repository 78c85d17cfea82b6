"""Sixteen edges, four weights: a convolution is a network that shares."""

import numpy as np

import draw
import net
from backpropagation.arithmetic import W, connections

# --8<-- [start:compute]
image = np.arange(1, 10).reshape(3, 3)
edges = connections(image.shape, W.shape)
# --8<-- [end:compute]

inputs = [(0.3, y) for y in np.linspace(0.3, 5.7, image.size)]
features = [(7.7, y) for y in np.linspace(0.9, 5.1, len(edges) // W.size)]

fig = draw.figure(width=8, height=6)
draw.record(fig, "connections", edges)
for touched, feature, weight in edges:
    colour, width, dashed = net.STYLES[weight]
    draw.edge(fig, inputs[touched], features[feature], colour, width, dashed, gap=0.3)
for at in [*inputs, *features]:
    draw.dot(fig, at, radius=0.22)

if __name__ == "__main__":
    draw.show()
