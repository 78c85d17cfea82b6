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

RADIUS = 0.46
fig = draw.figure(width=14.4, height=26.2)
draw.title(fig, "$W$", (5.6, 1))
draw.grid(fig, W, "kernel", (5.6, 1), draw.reach(W.shape), cell=1.6)
draw.record(fig, "input", image.ravel())
draw.record(fig, "feature map", feature_map)
draw.record(fig, "connections", edges)
for weight, value in enumerate(W.flat):
    left, top = 7.6 * (weight % 2), 5.6 + 10.6 * (weight // 2)
    colour, width, dashed = net.STYLES[weight]
    draw.edge(fig, (left + 0.9, top), (left + 2.7, top), colour, width, dashed)
    draw.label(fig, f"$w_{weight}$ = {value:g}", (left + 3.1, top), "left", bold=True)
    inputs, features = (
        [(left + across, y) for y in np.linspace(top + first, top + last, count)]
        for across, first, last, count in ((0.6, 1.2, 9.6, image.size), (6, 2.2, 8.6, feature_map.size))
    )
    net.shared(fig, inputs, features, edges, RADIUS, RADIUS, only=weight)
    for places, values, strong in (inputs, image.flat, False), (features, feature_map, True):
        for at, number in zip(places, values, strict=True):
            draw.node(fig, "", at, radius=RADIUS, strong=strong)
            draw.label(fig, f"{number:g}", at)

if __name__ == "__main__":
    draw.show()
