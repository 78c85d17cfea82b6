"""The whole network of the picture, with what each node gives."""

import numpy as np

import draw
import net
from backpropagation.arithmetic import U, V, W, b, connections, forward, y

# --8<-- [start:compute]
X = np.arange(1, 10).reshape(3, 3) / 9
F, A, H, Y = forward(X, W, b, V, U)
E = ((y - Y) ** 2).sum() / 2
# --8<-- [end:compute]

span, middle = (1.9, 15.9), (3.9, 13.9)
fig = draw.figure(width=14.4, height=17)
for text, x in ("$X$", 0.9), ("$A = σ(F)$", 4.9), ("$H$", 9.2), ("$Y$", 13.2):
    draw.label(fig, text, (x, 0.4), colour="quiet")
inputs = net.column(fig, 9 * X.ravel(), "input, X·9", 0.9, span, "{:g}/9", radius=0.8)
features = net.column(fig, A.ravel(), "feature map, A", 4.9, middle)
hidden = net.column(fig, H, "hidden, H", 9.2, middle)
outputs = net.column(fig, Y, "output, Y", 13.2, (7.2, 11), strong=True)
net.shared(fig, inputs, features, connections(X.shape, W.shape), radius=0.8)
net.dense(fig, features, hidden, followed=hidden[0])
net.dense(fig, hidden, outputs, followed=hidden[0])
draw.record(fig, "weights, V", V[0])
draw.label(fig, f"V[0]: {', '.join(f'{weight:g}' for weight in V[0])}", (7.05, 2.1))
net.weigh(fig, "weights, U", U[:, 0], hidden[0], outputs)
draw.record(fig, "values, y", y)
for target, (x, at) in zip(y, outputs, strict=True):
    draw.label(fig, f"$y$ = {target:g}", (x, at + 1.6), colour="quiet")
draw.record(fig, "loss, E", E)
draw.label(fig, f"$E$ = {E:.3f}", (12.8, 14.3), bold=True)

if __name__ == "__main__":
    draw.show()
