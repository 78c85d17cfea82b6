"""The NumPy arithmetic of the chapter against Keras and ONNX Runtime, and that no kernel beats the learned one."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import onnx

from upsampling.arithmetic import bilinear, centres, learn, linear, nearest

shapes = st.tuples(st.integers(1, 6), st.integers(1, 7)).filter(lambda s: s[0] != s[1])


def by_keras(image, size, interpolation):
    layer = keras.layers.UpSampling2D(size, interpolation=interpolation)
    return layer(image[None, ..., None].astype("float32"))[0, ..., 0].numpy()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(shapes, st.integers(1, 6), st.integers(0, 99))
def test_agrees_with_keras(shape, size, seed):
    image = np.random.default_rng(seed).integers(-9, 10, shape)
    np.testing.assert_array_equal(nearest(image, size), by_keras(image, size, "nearest"))
    np.testing.assert_allclose(bilinear(image, size), by_keras(image, size, "bilinear"), rtol=1e-5, atol=1e-5)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.integers(1, 9), st.integers(1, 6), st.integers(0, 99))
def test_one_axis(n, size, seed):
    line = np.random.default_rng(seed).integers(-9, 10, n)
    np.testing.assert_array_equal(nearest(line, size), by_keras(line[:, None], (size, 1), "nearest")[:, 0])
    np.testing.assert_allclose(
        linear(line, size), by_keras(line[:, None], (size, 1), "bilinear")[:, 0], rtol=1e-5, atol=1e-5
    )


@pytest.mark.parametrize("size", range(1, 7))
@pytest.mark.parametrize("n", [2, 3, 5])
def test_centres_are_seen_where_the_map_holds_its_own_index(n, size):
    # between the outermost centres bilinear interpolation of 0, 1, 2, … is the place itself
    places = by_keras(np.arange(n)[:, None], (size, 1), "bilinear")[:, 0]
    ours = centres(n, size)
    within = (ours >= 0) & (ours <= n - 1)
    assert within.sum() >= n - 1
    np.testing.assert_allclose(ours[within], places[within], atol=1e-5)
    np.testing.assert_allclose(np.diff(ours), 1 / size)
    np.testing.assert_allclose(ours.mean(), (n - 1) / 2)


@pytest.mark.parametrize("kernel_size", [2, 4, 6])
def test_no_kernel_does_better_than_the_learned_one(kernel_size):
    random = np.random.default_rng(0)
    small, large = random.random((14, 17)), random.random((28, 34))
    learned = learn(small, large, kernel_size)
    weights = tf.Variable(learned[..., None, None])
    with tf.GradientTape() as tape:
        output = tf.nn.conv2d_transpose(small[None, ..., None], weights, (1, 28, 34, 1), 2, "SAME")
        inside = np.s_[kernel_size:-kernel_size, kernel_size:-kernel_size]
        error = tf.reduce_sum((output[0, ..., 0] - large)[inside] ** 2)
    # the error is a convex function of the kernel: where its gradient is zero, it is least
    np.testing.assert_allclose(tape.gradient(error, weights), 0, atol=1e-9)


def by_onnx(line, size, convention):
    """ONNX's linear Resize, whose conventions for the coordinates are named; PyTorch's are among them."""
    inputs = {"x": [line], "": None, "scales": [1, size]}
    return onnx("Resize", inputs, mode="linear", coordinate_transformation_mode=convention)[0]


@pytest.mark.parametrize("size", [2, 3, 4])
def test_the_two_conventions_called_bilinear(size):
    line = [0, 1, 5]
    np.testing.assert_allclose(linear(np.array(line), size), by_onnx(line, size, "half_pixel"), atol=1e-6)
    points = np.interp(np.linspace(0, 2, 3 * size), range(3), line)  # as the page's note says
    np.testing.assert_allclose(points, by_onnx(line, size, "align_corners"), atol=1e-6)
