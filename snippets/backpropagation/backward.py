"""The gradient on its way back: at each node the gradient of its sum, under what the node gave."""

import numpy as np

import draw
import net
from backpropagation.arithmetic import U, V, W, b, connections, forward, node_gradients, y

X = np.arange(1, 10).reshape(3, 3) / 9
F, A, H, Y = forward(X, W, b, V, U)
# --8<-- [start:compute]
dF, dG, dZ = node_gradients(y, V, U, A, H, Y)
dV, dU = np.outer(dG, A), np.outer(dZ, H)
# --8<-- [end:compute]

span, middle = (1.9, 15.9), (3.9, 13.9)
fig = draw.figure(width=14.4, height=16.9)
for text, x in ("$∂E/∂F$", 4.9), ("$∂E/∂G$", 9.2), ("$∂E/∂Z$", 13.2):
    draw.label(fig, text, (x, 0.4), colour="quiet")
inputs = net.column(fig, 9 * X.ravel(), "input, X·9", 0.9, span, "{:g}/9", radius=0.8)
features = net.column(
    fig, dF.ravel().round(6), "gradient, F", 4.9, middle, above=("feature map, A", A.ravel().round(6))
)
hidden = net.column(fig, dG.round(6), "gradient, G", 9.2, middle, above=("hidden, H", H.round(6)))
outputs = net.column(
    fig, dZ.round(6), "gradient, Z", 13.2, (7.2, 11), above=("output, Y", Y.round(6)), strong=True
)
net.shared(fig, inputs, features, connections(X.shape, W.shape), radius=0.8)
net.dense(fig, features, hidden, followed=hidden[0])
net.dense(fig, hidden, outputs, followed=hidden[0])
net.weigh(fig, "weights, U", U[:, 0], hidden[0], outputs)
draw.label(fig, "$∂E/∂W$ = ?", (3.2, 16.2), "left", "focus")
draw.arrow(fig, (12.2, 1.3), (10.3, 1.3), "focus")
draw.arrow(fig, (8.1, 1.3), (6, 1.3), "focus")

if __name__ == "__main__":
    draw.show()
