"""The arithmetic of the chapter: a convolution and a pooling forward and backward, and the small network."""

import numpy as np


# --8<-- [start:correlate]
def correlate(image, kernel):
    """The kernel on every place of the image, not flipped; the sum of the products there."""
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(-2, -1))


# --8<-- [end:correlate]


# --8<-- [start:connections]
def connections(image_shape, kernel_shape):
    """(input, feature, weight) of each edge, all counted from 0, row by row."""
    features = [n - k + 1 for n, k in zip(image_shape, kernel_shape, strict=True)]
    edges = []
    for feature, place in enumerate(np.ndindex(*features)):
        for weight, cell in enumerate(np.ndindex(*kernel_shape)):
            touched = np.ravel_multi_index(np.add(place, cell), image_shape)
            edges.append((int(touched), feature, weight))
    return edges


# --8<-- [end:connections]


# --8<-- [start:forward]
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(X, W, b, V, U):
    """Image → feature map F → A → four hidden nodes H → two outputs Y."""
    F = correlate(X, W) + b
    A = sigmoid(F)
    H = sigmoid(V @ A.ravel())
    Y = sigmoid(U @ H)
    return F, A, H, Y


# --8<-- [end:forward]


# --8<-- [start:kernel]
W, b = np.array([[1, -2], [3, -1]]), 0
# --8<-- [end:kernel]

# --8<-- [start:weights]
V = np.array(
    [
        [2, -1, -2, -1],
        [-2, -1, 2, 1],
        [2, 1, -2, -1],
        [-1, 2, -1, -2],
    ]
)
U = np.array([[-2, 1, -2, -2], [2, -2, 2, 2]])
y = np.array([1, 0])
# --8<-- [end:weights]


# --8<-- [start:node_gradients]
def node_gradients(y, V, U, A, H, Y):
    """∂E/∂ of each node's sum, before its sigmoid, from the output back."""
    dZ = (Y - y) * Y * (1 - Y)
    dG = (U.T @ dZ) * H * (1 - H)
    dF = (V.T @ dG).reshape(A.shape) * A * (1 - A)
    return dF, dG, dZ


# --8<-- [end:node_gradients]


# --8<-- [start:gradients]
def loss(X, y, *weights):
    """E, half the squared differences of all outputs."""
    *_, Y = forward(X, *weights)
    return ((y - Y) ** 2).sum() / 2


def gradients(X, y, W, b, V, U):
    """∂E/∂ of each of W, b, V and U."""
    _, A, H, Y = forward(X, W, b, V, U)
    dF, dG, dZ = node_gradients(y, V, U, A, H, Y)
    return correlate(X, dF), dF.sum(), np.outer(dG, A), np.outer(dZ, H)


# --8<-- [end:gradients]


# --8<-- [start:conv2d]
def window(row, column, size, strides):
    """The slices of X that the cell (row, column) of F has looked at."""
    top, left = row * strides, column * strides
    return slice(top, top + size[0]), slice(left, left + size[1])


def conv2d(X, W, b, strides=1):
    """X (rows, columns, in), W (k, k, in, out) → F (rows, columns, out)."""
    shape = [(n - k) // strides + 1 for n, k in zip(X.shape[:2], W.shape[:2], strict=True)]
    F = np.zeros((*shape, W.shape[3]))
    for row, column in np.ndindex(*shape):
        seen = window(row, column, W.shape, strides)
        F[row, column] = np.tensordot(X[seen], W, axes=3) + b
    return F


def conv2d_backward(X, W, dF, strides=1):
    """dX, dW and db: every window forward is a window backward, and `+=` adds."""
    dX, dW = np.zeros(X.shape), np.zeros(W.shape)
    for row, column in np.ndindex(*dF.shape[:2]):
        seen = window(row, column, W.shape, strides)
        dW += X[seen][..., None] * dF[row, column]
        dX[seen] += W @ dF[row, column]
    return dX, dW, dF.sum(axis=(0, 1))


# --8<-- [end:conv2d]


# --8<-- [start:spread]
def spread(dF, strides):
    """strides − 1 zeros between the cells."""
    shape = [(n - 1) * strides + 1 for n in dF.shape]
    wide = np.zeros(shape, dF.dtype)
    wide[::strides, ::strides] = dF
    return wide


# --8<-- [end:spread]


# --8<-- [start:pool]
def max_pool(X, size, strides):
    """The largest cell of each window; X has one channel."""
    shape = [(n - k) // strides + 1 for n, k in zip(X.shape, size, strict=True)]
    P = np.zeros(shape, X.dtype)
    for row, column in np.ndindex(*shape):
        P[row, column] = X[window(row, column, size, strides)].max()
    return P


def max_pool_backward(X, dP, size, strides):
    """Each gradient goes to the cell that won its window, the first of them if several did."""
    dX = np.zeros(X.shape)
    for row, column in np.ndindex(*dP.shape):
        seen = window(row, column, size, strides)
        winner = np.unravel_index(X[seen].argmax(), size)
        dX[seen][winner] += dP[row, column]
    return dX


def average_pool_backward(X, dP, size, strides):
    """Each gradient is shared out evenly over its window."""
    dX = np.zeros(X.shape)
    for row, column in np.ndindex(*dP.shape):
        dX[window(row, column, size, strides)] += dP[row, column] / np.prod(size)
    return dX


# --8<-- [end:pool]
