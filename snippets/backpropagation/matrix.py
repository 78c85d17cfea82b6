"""The same convolution as a matrix: four numbers in thirty-six places, the rest zeros."""

import numpy as np

import draw
from backpropagation.arithmetic import W, connections

# --8<-- [start:compute]
image = np.arange(1, 10).reshape(3, 3)
C = np.zeros((4, 9), int)
for touched, feature, weight in connections(image.shape, W.shape):
    C[feature, touched] = W.flat[weight]
feature_map = C @ image.ravel()
# --8<-- [end:compute]

places = np.zeros((4, *C.shape), bool)  # which weight is where
for touched, feature, weight in connections(image.shape, W.shape):
    places[weight, feature, touched] = True

fig = draw.figure(width=13.6, height=10.2)
draw.title(fig, "$C$", (0.1, 3.5))
draw.grid(fig, C, "C", (0.1, 3.5), places)
draw.label(fig, "×", (9.7, 5.5))
draw.title(fig, "$X$", (10.3, 1))
draw.grid(fig, image.reshape(9, 1), "input", (10.3, 1))
draw.label(fig, "=", (11.9, 5.5))
draw.title(fig, "$F$", (12.5, 3.5))
draw.grid(fig, feature_map[:, None], "feature map", (12.5, 3.5), strong=True)

if __name__ == "__main__":
    draw.show()
