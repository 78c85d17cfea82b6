"""The NumPy arithmetic of the chapter against TensorFlow's automatic differentiation and finite differences."""

import keras
import numpy as np
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from backpropagation import arithmetic as ours

sizes = st.tuples(st.integers(1, 7), st.integers(1, 8)).filter(lambda s: s[0] != s[1])
kernels = st.tuples(st.integers(1, 4), st.integers(1, 4))
channels = st.tuples(st.integers(1, 3), st.integers(1, 3)).filter(lambda c: c[0] != c[1])
seeds = st.integers(0, 99)
steady = settings(max_examples=80, deadline=None, derandomize=True)


def whole(seed, *shape):
    """Small whole numbers, so that sums are exact."""
    return np.random.default_rng(seed).integers(-9, 10, shape).astype(float)


def fits(size, kernel):
    return size[0] >= kernel[0] and size[1] >= kernel[1]


@steady
@given(sizes, kernels, channels, st.integers(1, 4), seeds)
def test_convolution_forward_and_backward(size, kernel, channel, strides, seed):
    size = tuple(np.add(size, kernel))  # k < s, and k that strides does not divide, are among them
    X, W, b = whole(seed, *size, channel[0]), whole(seed + 1, *kernel, *channel), whole(seed + 2, channel[1])
    x, w, bias = tf.Variable(X[None]), tf.Variable(W), tf.Variable(b)
    with tf.GradientTape() as tape:
        F = tf.nn.conv2d(x, w, strides, "VALID") + bias
        dF = whole(seed + 3, *F.shape[1:])
        E = tf.reduce_sum(F * dF)
    dx, dw, db = tape.gradient(E, [x, w, bias])
    np.testing.assert_array_equal(ours.conv2d(X, W, b, strides), F[0])
    dX, dW, dB = ours.conv2d_backward(X, W, dF, strides)
    np.testing.assert_array_equal(dX, dx[0])
    np.testing.assert_array_equal(dW, dw)
    np.testing.assert_array_equal(dB, db)


def test_without_strides_as_keras_has_it():
    X, W, b = whole(0, 5, 7, 2), whole(1, 3, 2, 2, 4), whole(2, 4)
    layer = keras.layers.Conv2D(4, (3, 2), dtype="float64")
    x = tf.Variable(X[None])
    layer.build(x.shape)
    layer.set_weights([W, b])
    with tf.GradientTape() as tape:
        F = layer(x)
        dF = whole(3, *F.shape[1:])
        E = tf.reduce_sum(F * dF)
    np.testing.assert_array_equal(ours.conv2d(X, W, b), F[0])
    expected = tape.gradient(E, [x, *layer.trainable_weights])
    for got, gradient in zip(ours.conv2d_backward(X, W, dF), expected, strict=True):
        np.testing.assert_array_equal(got, np.reshape(gradient, got.shape))


@steady
@given(sizes, kernels, st.integers(1, 4), seeds)
def test_zeros_between_the_cells_undo_the_stride(size, kernel, strides, seed):
    """dW as a cross-correlation and dX as a full true convolution, at any stride, with cells left over."""
    size = tuple(np.add(size, kernel))
    X, W = whole(seed, *size), whole(seed + 1, *kernel)
    x, w = tf.Variable(X[None, ..., None]), tf.Variable(W[..., None, None])
    with tf.GradientTape() as tape:
        F = tf.nn.conv2d(x, w, strides, "VALID")
        dF = whole(seed + 3, *F.shape[1:3])
        E = tf.reduce_sum(F * dF[None, ..., None])
    dx, dw = (d.numpy().reshape(a.shape) for d, a in zip(tape.gradient(E, [x, w]), (X, W), strict=True))
    wide = ours.spread(dF, strides)
    rows, columns = kernel
    np.testing.assert_array_equal(ours.correlate(X, wide)[:rows, :columns], dw)
    full = ours.correlate(np.pad(wide, [(k - 1, k - 1) for k in kernel]), W[::-1, ::-1])
    left = [(0, n - m) for n, m in zip(X.shape, full.shape, strict=True)]
    np.testing.assert_array_equal(np.pad(full, left), dx)


@steady
@given(sizes, kernels, st.integers(1, 4), st.integers(1, 20), seeds)
def test_pooling_backward(size, pool_size, strides, values, seed):
    """With few different values there are ties in most windows."""
    size = tuple(np.add(size, pool_size))
    X = np.random.default_rng(seed).integers(0, values, size).astype(float)
    x = tf.Variable(X[None, ..., None])
    with tf.GradientTape(persistent=True) as tape:
        P = tf.nn.max_pool2d(x, pool_size, strides, "VALID")
        average = tf.nn.avg_pool2d(x, pool_size, strides, "VALID")
        dP = whole(seed + 1, *P.shape[1:3])
        highest, even = (tf.reduce_sum(pooled * dP[None, ..., None]) for pooled in (P, average))
    np.testing.assert_array_equal(ours.max_pool(X, pool_size, strides), P[0, ..., 0])
    np.testing.assert_array_equal(
        ours.max_pool_backward(X, dP, pool_size, strides), tape.gradient(highest, x)[0, ..., 0]
    )
    np.testing.assert_allclose(
        ours.average_pool_backward(X, dP, pool_size, strides), tape.gradient(even, x)[0, ..., 0], atol=1e-12
    )


@steady
@given(sizes, kernels, seeds)
def test_connections_are_what_the_convolution_connects(size, kernel, seed):
    if not fits(size, kernel):
        return
    X, W = whole(seed, *size), whole(seed + 1, *kernel)
    F = tf.nn.conv2d(X[None, ..., None], W[..., None, None], 1, "VALID").numpy().ravel()
    sums = np.zeros(F.size)
    for touched, feature, weight in ours.connections(size, kernel):
        sums[feature] += X.flat[touched] * W.flat[weight]
    np.testing.assert_array_equal(sums, F)
    np.testing.assert_array_equal(ours.correlate(X, W).ravel(), F)


@steady
@given(seeds)
def test_network_against_tape_and_differences(seed):
    random = np.random.default_rng(seed)
    X, y = random.random((3, 3)), random.random(2)
    weights = [random.normal(size=shape) for shape in ((2, 2), (), (4, 4), (2, 4))]
    W, b, V, U = variables = [tf.Variable(weight) for weight in weights]
    with tf.GradientTape() as tape:
        F = tf.nn.conv2d(X[None, ..., None], W[..., None, None], 1, "VALID") + b
        H = tf.sigmoid(tf.linalg.matvec(V, tf.reshape(tf.sigmoid(F), [4])))
        Y = tf.sigmoid(tf.linalg.matvec(U, H))
        E = tf.nn.l2_loss(Y - y)
    np.testing.assert_allclose(ours.loss(X, y, *weights), E, rtol=1e-12)
    for got, weight, expected in zip(
        ours.gradients(X, y, *weights), range(4), tape.gradient(E, variables), strict=True
    ):
        np.testing.assert_allclose(got, expected, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(got, differences(X, y, weights, weight), rtol=1e-5, atol=1e-8)


def differences(X, y, weights, which, step=1e-5):
    """∂E/∂ of the weights number `which`, by moving each of them a little to both sides."""
    found = np.zeros(np.shape(weights[which]))
    for cell in np.ndindex(found.shape):
        there = []
        for sign in (1, -1):
            moved = [np.array(weight) for weight in weights]
            moved[which][cell] += sign * step
            there.append(ours.loss(X, y, *moved))
        found[cell] = (there[0] - there[1]) / (2 * step)
    return found
