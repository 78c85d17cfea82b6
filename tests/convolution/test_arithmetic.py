"""The NumPy arithmetic of the chapter against TensorFlow, Keras and scikit-image: shapes, values, padding."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from skimage.feature import match_template

from convolution.arithmetic import conv2d, cross_correlation, output_size, padding_of, scores

sizes = st.tuples(st.integers(1, 9), st.integers(1, 9)).filter(lambda s: s[0] != s[1])
kernel_sizes = st.tuples(st.integers(1, 4), st.integers(1, 4))
channels = st.tuples(st.integers(1, 3), st.integers(1, 3)).filter(lambda c: c[0] != c[1])


def whole(shape, seed):
    """Small whole numbers, so that sums are exact in float32."""
    return np.random.default_rng(seed).integers(-9, 10, shape)


def fits(size, kernel_size, dilation_rate):
    return all(n >= (k - 1) * dilation_rate + 1 for n, k in zip(size, kernel_size, strict=True))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    sizes,
    kernel_sizes,
    channels,
    st.integers(1, 4),
    st.sampled_from(["valid", "same"]),
    st.integers(1, 3),
    st.integers(0, 99),
)
def test_agrees_with_tensorflow(size, kernel_size, channels, strides, padding, dilation_rate, seed):
    assume(padding == "same" or fits(size, kernel_size, dilation_rate))
    image, kernels = whole((*size, channels[0]), seed), whole((*kernel_size, *channels), seed + 1)
    expected = tf.nn.conv2d(
        image[None].astype("float32"),
        kernels.astype("float32"),
        strides,
        padding.upper(),
        None,
        dilation_rate,
    )
    # what padding_of adds, kernels with zeros between their cells, and of all places each strides-th
    pads = [padding_of(n, k, strides, padding, dilation_rate) for n, k in zip(size, kernel_size, strict=True)]
    reach = [(k - 1) * dilation_rate + 1 for k in kernel_size]
    spread = np.zeros((*reach, *channels), int)
    spread[::dilation_rate, ::dilation_rate] = kernels
    everywhere = conv2d(np.pad(image, [*pads, (0, 0)]), spread)
    np.testing.assert_array_equal(everywhere[::strides, ::strides], expected[0])


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("strides", "dilation_rate"), [(1, 1), (2, 1), (3, 1), (5, 1), (1, 2), (1, 3)])
@pytest.mark.parametrize("kernel_size", range(1, 5))
def test_sizes_are_those_of_keras(kernel_size, strides, dilation_rate, padding):
    layer = keras.layers.Conv1D(1, kernel_size, strides, padding, dilation_rate=dilation_rate)
    for n in range((kernel_size - 1) * dilation_rate + 1, 14):
        expected = layer.compute_output_shape((None, n, 1))[1]
        assert output_size(n, kernel_size, strides, padding, dilation_rate) == expected


@pytest.mark.parametrize("kernel_size", range(1, 7))
def test_what_is_left_out_is_as_keras_has_it(kernel_size):
    n = 8  # even: of an odd number SAME pads as much with strides=2
    valid = keras.layers.Conv1D(1, kernel_size)
    assert output_size(n, kernel_size) == valid.compute_output_shape((None, n, 1))[1]
    assert sum(padding_of(n, kernel_size)) == 0
    same = keras.layers.Conv1D(1, kernel_size, padding="same", kernel_initializer="ones")
    sums = same(np.ones((1, n, 1)))[0, :, 0]  # less than the kernel has cells by the zeros under it
    assert padding_of(n, kernel_size, padding="same") == (kernel_size - sums[0], kernel_size - sums[-1])


@pytest.mark.parametrize("dilation_rate", [1, 2, 3])
@pytest.mark.parametrize("strides", [1, 2, 3, 5])
@pytest.mark.parametrize("kernel_size", range(1, 7))
def test_padding_is_where_tensorflow_has_it(kernel_size, strides, dilation_rate):
    """A kernel that is one in a single tap reads a ramp: its first reading tells how many zeros are before."""
    for n in range(1, 12):
        before, after = padding_of(n, kernel_size, strides, "same", dilation_rate)
        image = np.arange(1, n + 1, dtype="float32").reshape(1, 1, n, 1)
        taps = np.eye(kernel_size, dtype="float32").reshape(1, kernel_size, 1, kernel_size)
        readings = tf.nn.conv2d(image, taps, strides, "SAME", None, dilation_rate)[0, 0].numpy()
        padded = np.pad(image.ravel(), (before, after))
        places = np.arange(len(readings))[:, None] * strides + dilation_rate * np.arange(kernel_size)
        np.testing.assert_array_equal(readings, padded[places])
        # no zero too many: the last window ends where the padding ends
        assert after == 0 or places.max() == padded.size - 1


@settings(max_examples=60, deadline=None, derandomize=True)
@given(sizes, kernel_sizes, st.integers(0, 99))
def test_one_channel(size, kernel_size, seed):
    assume(fits(size, kernel_size, 1))
    image, kernel = whole(size, seed), whole(kernel_size, seed + 1)
    batch, taps = image[None, ..., None].astype("float32"), kernel[..., None, None].astype("float32")
    expected = tf.nn.conv2d(batch, taps, 1, "VALID")[0, ..., 0]
    np.testing.assert_array_equal(cross_correlation(image, kernel), expected)


@pytest.mark.parametrize("shape", [(2, 3), (4, 3), (5, 7)])
def test_scores(shape):
    random = np.random.default_rng(1)
    image, patch = random.random((12, 15)), random.random(shape)
    inner, cosine, correlation = scores(image, patch)
    for row, column in np.ndindex(inner.shape):
        window = image[row : row + shape[0], column : column + shape[1]]
        lengths = np.linalg.norm(window) * np.linalg.norm(patch)
        np.testing.assert_allclose(inner[row, column], np.vdot(window, patch))
        np.testing.assert_allclose(cosine[row, column], np.vdot(window, patch) / lengths)
        expected = np.corrcoef(window.ravel(), patch.ravel())[0, 1]
        np.testing.assert_allclose(correlation[row, column], expected)
    np.testing.assert_allclose(correlation, match_template(image, patch), atol=1e-9)
