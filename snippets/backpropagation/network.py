"""The convolution as a network: sixteen edges, four weights."""

import numpy as np

import draw
import net
from backpropagation.arithmetic import W, connections

# --8<-- [start:compute]
image = np.arange(1, 10).reshape(3, 3)
edges = connections(image.shape, W.shape)
feature_map = np.zeros(4, int)
for touched, feature, weight in edges:
    feature_map[feature] += image.flat[touched] * W.flat[weight]
# --8<-- [end:compute]

fig = draw.figure(width=14.4, height=21.6)
draw.title(fig, "$W$", (1.6, 1))
draw.grid(fig, W, "kernel", (1.6, 1), draw.reach(W.shape), cell=1.6)
for weight, value in enumerate(W.flat):
    colour, width, dashed = net.STYLES[weight]
    y = 1.25 + 0.9 * weight
    draw.edge(fig, (6, y), (9, y), colour, width, dashed)
    draw.label(fig, f"$w_{weight}$ = {value:g}", (9.5, y), "left", size=draw.SMALL)

draw.label(fig, "$X$", (0.9, 5.2), colour="quiet", size=draw.SMALL)
inputs = net.column(fig, image.ravel(), "input", 0.9, (6.4, 20.8), "{:g}", radius=0.7)
features = net.column(fig, feature_map, "feature map", 13.4, (7.6, 19.6), "{:g}", strong=True)
for feature, (x, y) in enumerate(features):
    draw.label(fig, f"$F_{feature}$", (x, y - 1.55), colour="quiet", size=draw.SMALL)
draw.record(fig, "connections", edges)
net.shared(fig, inputs, features, edges, radius=0.7, labels_at=0.66)

if __name__ == "__main__":
    draw.show()
