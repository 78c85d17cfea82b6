"""The NumPy arithmetic of the chapter against TensorFlow."""

import itertools

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from reference import pool

from pooling.arithmetic import conv2d, pool2d, windows

pairs = st.tuples(st.integers(1, 6), st.integers(1, 5))
shapes = st.tuples(st.integers(1, 9), st.integers(1, 9)).filter(lambda shape: shape[0] != shape[1])


def whole(shape, seed):
    return np.random.default_rng(seed).integers(-9, 10, shape)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    shapes,
    pairs,
    st.none() | pairs,
    st.sampled_from(["valid", "same"]),
    st.sampled_from(["max", "average"]),
    st.integers(0, 99),
)
def test_pool2d_agrees_with_tensorflow(shape, pool_size, strides, padding, kind, seed):
    assume(padding == "same" or all(n >= k for n, k in zip(shape, pool_size, strict=True)))
    images = whole((2, 3, *shape), seed)
    ours = pool2d(images, pool_size, strides, padding, kind)
    theirs = pool(images, pool_size, strides, padding, kind)
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("kind", ["max", "average"])
def test_one_number_is_both_sizes_and_the_strides(kind):
    image = whole((7, 5), 0)
    np.testing.assert_allclose(pool2d(image, 2, kind=kind), pool(image, (2, 2), (2, 2), kind=kind))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.integers(1, 12), st.integers(1, 6), st.integers(1, 6), st.sampled_from(["valid", "same"]))
def test_windows_hold_the_real_cells(n, pool_size, strides, padding):
    assume(padding == "same" or n >= pool_size)
    ones, taps = tf.ones((1, n, 1)), tf.ones((pool_size, 1, 1))
    counts = tf.nn.conv1d(ones, taps, strides, padding.upper())[0, :, 0]
    found = windows(n, pool_size, strides, padding)
    np.testing.assert_array_equal([window.stop - window.start for window in found], counts)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(shapes, st.integers(1, 3), st.integers(4, 6), st.integers(0, 99))
def test_convolve_agrees_with_tensorflow(shape, channels, filters, seed):
    images, kernel = whole((2, channels, *shape), seed), whole((3, 3, channels, filters), seed + 1)
    last = np.moveaxis(images, 1, -1).astype("float32")
    expected = tf.nn.relu(tf.nn.conv2d(last, kernel.astype("float32"), 1, "SAME"))
    np.testing.assert_array_equal(conv2d(images, kernel), np.moveaxis(expected, -1, 1))


@pytest.mark.check
@pytest.mark.parametrize("pool_size", range(1, 7))
def test_every_small_setting(pool_size):
    """n 1 to 9, strides 1 to 6: values, and that the sizes are a convolution's."""
    for n, strides, padding in itertools.product(range(1, 10), range(1, 7), ("valid", "same")):
        if padding == "valid" and n < pool_size:
            continue
        image = whole((n, n + 1), n)
        for kind in "max", "average":
            ours = pool2d(image, pool_size, strides, padding, kind)
            np.testing.assert_allclose(ours, pool(image, pool_size, strides, padding, kind), atol=1e-12)
        conv = keras.layers.Conv2D(1, pool_size, strides=strides, padding=padding)
        assert ours.shape == conv.compute_output_shape((None, n, n + 1, 1))[1:3]
