"""The NumPy arithmetic of the chapter against Keras and ONNX Runtime: shapes, values, refusals."""

import itertools

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import pytorch, transpose

from conv2d_transpose.arithmetic import conv2d_transpose, crop_start, output_size, stamp

sizes = st.tuples(st.integers(1, 5), st.integers(1, 6)).filter(lambda s: s[0] != s[1])
kernels = st.tuples(st.integers(1, 6), st.integers(1, 6))


def whole(shape, seed):
    """Small whole numbers, so that sums are exact in float32."""
    return np.random.default_rng(seed).integers(-9, 10, shape)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    sizes,
    kernels,
    st.integers(1, 5),
    st.sampled_from(["valid", "same"]),
    st.none() | st.integers(0, 4),
    st.integers(0, 99),
)
def test_agrees_with_keras(size, kernel_size, strides, padding, output_padding, seed):
    image, kernel = whole(size, seed), whole(kernel_size, seed + 1)
    arguments = dict(strides=strides, padding=padding, output_padding=output_padding)
    try:
        expected = transpose(image, kernel, **arguments)
    except (ValueError, tf.errors.OpError):
        # refused exactly where the page says so
        too_large = output_padding is not None and output_padding >= strides
        even = any(k % 2 == 0 and n > 1 for n, k in zip(size, kernel_size, strict=True))
        assert too_large or (padding == "same" and output_padding == 0 and even)
        return
    np.testing.assert_array_equal(conv2d_transpose(image, kernel, **arguments), expected)


def test_what_is_left_out_is_as_keras_has_it():
    image, kernel = whole((2, 4), 0), whole((3, 2), 1)
    np.testing.assert_array_equal(conv2d_transpose(image, kernel), transpose(image, kernel))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(sizes, kernels, st.integers(1, 5), st.integers(0, 99))
def test_stamp_is_the_gradient_of_a_convolution(size, kernel_size, strides, seed):
    image, kernel = whole(size, seed), whole(kernel_size, seed + 1)
    shape = [1, *((n - 1) * strides + k for n, k in zip(size, kernel_size, strict=True)), 1]
    large = tf.Variable(tf.zeros(shape))
    with tf.GradientTape() as tape:
        small = tf.nn.conv2d(large, kernel[..., None, None].astype("float32"), strides, "VALID")
        error = tf.reduce_sum(small * image[None, ..., None].astype("float32"))
    np.testing.assert_array_equal(stamp(image, kernel, strides), tape.gradient(error, large)[0, ..., 0])


@pytest.mark.parametrize("strides", range(1, 5))
@pytest.mark.parametrize("kernel_size", range(1, 8))
def test_crop_is_what_a_same_convolution_pads(kernel_size, strides):
    n = 8
    size = output_size(n, kernel_size, strides, "same")
    sums = tf.nn.conv1d(tf.ones((1, size, 1)), tf.ones((kernel_size, 1, 1)), strides, "SAME")[0, :, 0].numpy()
    assert crop_start(n, kernel_size, strides, size) == kernel_size - sums[0]


@pytest.mark.parametrize("strides", [1, 2, 3, 5])
@pytest.mark.parametrize("kernel_size", [(1, 2), (3, 4), (5, 2)])
def test_pytorch_returns_the_bare_canvas(kernel_size, strides):
    image, kernel = whole((2, 3), 0), whole(kernel_size, 1)
    np.testing.assert_array_equal(stamp(image, kernel, strides), pytorch(image, kernel, strides))


def test_pytorch_padding_one_is_not_same():
    image, kernel = np.array([[1, 2], [3, 4]]), np.ones((3, 3), int)
    other = pytorch(image, kernel, strides=2, padding=1, output_padding=1)
    np.testing.assert_array_equal(stamp(image, kernel, 2)[1:5, 1:5], other)  # as the page says
    same = transpose(image, kernel, strides=2, padding="same")
    assert other.shape == same.shape and not np.array_equal(other, same)


@pytest.mark.check
@pytest.mark.parametrize("kernel_size", range(1, 10))
def test_sizes_and_values_of_every_small_setting(kernel_size):
    """n 1 to 6, kernels 1 to 9, strides 1 to 6, each `output_padding` that Keras takes."""
    kernel = whole((kernel_size, kernel_size), kernel_size)
    for n, strides, padding in itertools.product(range(1, 7), range(1, 7), ("valid", "same")):
        image = whole((n, n + 1), n)
        for output_padding in (None, *range(strides)):
            if padding == "same" and output_padding == 0 and kernel_size % 2 == 0:
                continue  # refused: see test_agrees_with_keras
            arguments = dict(strides=strides, padding=padding, output_padding=output_padding)
            ours, expected = (
                conv2d_transpose(image, kernel, **arguments),
                transpose(image, kernel, **arguments),
            )
            np.testing.assert_array_equal(ours, expected, err_msg=str((n, arguments)))
