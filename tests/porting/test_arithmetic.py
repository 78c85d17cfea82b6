"""The recipes between Keras and PyTorch, over a grid of settings; PyTorch exports its layers to these ONNX operators."""

import itertools

import keras
import numpy as np
import pytest
from keras import layers
from reference import onnx, transpose

from porting.arithmetic import ceil_padding, channel_order, corners, cropping, from_canvas, same_padding

BIAS = 0.25
RANDOM = np.random.default_rng(0)


def of_torch(operator, signal, kernel=None, bias=None, **attributes):
    """What the operator gives of one axis with one channel."""
    inputs = {"x": signal[None, None]}
    inputs |= {} if kernel is None else {"w": kernel[None, None]}
    inputs |= {} if bias is None else {"b": [bias]}
    return onnx(operator, inputs, **attributes)[0, 0]


@pytest.mark.parametrize("kernel_size", [1, 2, 3, 4, 5])
def test_padding_of_same(kernel_size):
    kernel = RANDOM.random(kernel_size)
    for n, (strides, dilation) in itertools.product([1, 4, 5, 9], [(1, 1), (2, 1), (3, 1), (4, 1), (1, 2)]):
        signal = RANDOM.random(n)
        layer = layers.Conv1D(1, kernel_size, strides, "same", dilation_rate=dilation, use_bias=False)
        layer.build((1, n, 1))
        layer.set_weights([kernel[:, None, None]])
        padded = np.pad(signal, same_padding(n, kernel_size, strides, dilation))
        ported = of_torch("Conv", padded, kernel, strides=[strides], dilations=[dilation])
        np.testing.assert_allclose(
            ported, layer(signal[None, :, None])[0, :, 0], rtol=1e-5, err_msg=f"{n} {strides}"
        )


SETTINGS = list(itertools.product([1, 3], [1, 2, 3, 4, 5], [1, 2, 3]))  # n, kernel_size, strides


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_transposed_from_keras(padding):
    for n, kernel_size, strides in SETTINGS:
        signal, kernel = RANDOM.random(n), RANDOM.random(kernel_size)
        output_padding, kept = from_canvas(n, kernel_size, strides, padding)
        ported = of_torch(
            "ConvTranspose", signal, kernel, BIAS, strides=[strides], output_padding=[output_padding]
        )[kept]
        expected = transpose(signal, kernel, BIAS, strides=strides, padding=padding)
        np.testing.assert_allclose(ported, expected, rtol=1e-5, err_msg=f"{n} {kernel_size} {strides}")


def test_transposed_from_pytorch():
    tried = 0
    for (n, kernel_size, strides), padding, more in itertools.product(SETTINGS[1::2], range(3), range(2)):
        crop = cropping(kernel_size, strides, padding, more)
        valid = (n - 1) * strides + max(kernel_size, strides)
        if more >= strides or crop[1] < 0 or valid - sum(crop) < 1:
            continue
        signal, kernel = RANDOM.random(n), RANDOM.random(kernel_size)
        attributes = {"strides": [strides], "pads": [padding] * 2, "output_padding": [more]}
        expected = of_torch("ConvTranspose", signal, kernel, BIAS, **attributes)
        ported = layers.Cropping1D(crop)(transpose(signal, kernel, BIAS, strides=strides)[None, :, None])[
            0, :, 0
        ]
        np.testing.assert_allclose(
            ported, expected, rtol=1e-5, err_msg=f"{n} {kernel_size} {strides} {padding} {more}"
        )
        tried += 1
    assert tried > 30


def test_what_is_not_given_adds_nothing():
    """PyTorch's layers have no padding and no output_padding unless they are given."""
    signal, kernel = RANDOM.random(4), RANDOM.random(3)
    valid = transpose(signal, kernel, strides=2)
    ported = layers.Cropping1D(cropping(3, 2, 0))(valid[None, :, None])[0, :, 0]
    np.testing.assert_allclose(ported, of_torch("ConvTranspose", signal, kernel, strides=[2]), rtol=1e-5)
    given = {"kernel_shape": [3], "strides": [2], "ceil_mode": 1}
    padded = np.pad(signal, ceil_padding(4, 3, 2), constant_values=-np.inf)
    ported = layers.MaxPooling1D(3, 2)(padded[None, :, None])[0, :, 0]
    np.testing.assert_allclose(ported, of_torch("MaxPool", signal, **given), rtol=1e-5)


def test_ceil_mode():
    for n, kernel_size, strides in itertools.product([1, 4, 5, 6, 9], [2, 3], [1, 2, 3]):
        for padding in range(kernel_size // 2 + 1):
            if n + 2 * padding < kernel_size:
                continue
            signal = -RANDOM.random(n)
            expected = of_torch(
                "MaxPool",
                signal,
                kernel_shape=[kernel_size],
                strides=[strides],
                pads=[padding] * 2,
                ceil_mode=1,
            )
            padded = np.pad(signal, ceil_padding(n, kernel_size, strides, padding), constant_values=-np.inf)
            ported = layers.MaxPooling1D(kernel_size, strides)(padded[None, :, None])[0, :, 0]
            np.testing.assert_allclose(
                ported, expected, rtol=1e-5, err_msg=f"{n} {kernel_size} {strides} {padding}"
            )


@pytest.mark.parametrize("scale", [2, 3])
def test_corners(scale):
    line = RANDOM.random(5)
    inputs = {"x": [line], "": None, "scales": [1, scale]}
    expected = onnx("Resize", inputs, mode="linear", coordinate_transformation_mode="align_corners")[0]
    np.testing.assert_allclose(corners(5, 5 * scale) @ line, expected, rtol=1e-5)


@pytest.mark.parametrize(("filters", "factor"), [(1, 2), (2, 2), (3, 2), (2, 3)])
def test_channel_order_of_pixel_shuffle(filters, factor):
    x = RANDOM.random((2, filters * factor**2, 3, 4)).astype("float32")
    expected = onnx("DepthToSpace", {"x": x}, blocksize=factor, mode="CRD")
    ordered = x.transpose(0, 2, 3, 1)[..., channel_order(filters, factor)]
    np.testing.assert_array_equal(
        np.transpose(keras.ops.depth_to_space(ordered, factor), (0, 3, 1, 2)), expected
    )
