"""One convolution for any number of directions, against Keras; what the page says of PyTorch and of the CPU."""

import itertools
import os
import subprocess
import sys

import keras
import numpy as np
import onnxruntime
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper

from data_shapes.arithmetic import conv, visits

LAYERS = {1: keras.layers.Conv1D, 2: keras.layers.Conv2D, 3: keras.layers.Conv3D}
axis = st.tuples(st.integers(1, 4), st.integers(0, 4))  # of the kernel; how many cells more the data has


def whole(shape, seed):
    """Small whole numbers, so that sums are exact in float32."""
    return np.random.default_rng(seed).integers(-9, 10, shape)


@settings(max_examples=90, deadline=None, derandomize=True)
@given(
    st.lists(axis, min_size=1, max_size=3),
    st.integers(1, 3),
    st.tuples(st.integers(1, 4), st.integers(1, 4)).filter(lambda pair: pair[0] != pair[1]),
    st.integers(0, 99),
)
def test_agrees_with_keras(axes, items, channels, seed):
    kernel_size, sizes = [k for k, _ in axes], [k + more for k, more in axes]
    batch, kernels = whole((items, *sizes, channels[0]), seed), whole((*kernel_size, *channels), seed + 1)
    layer = LAYERS[len(axes)](channels[1], kernel_size, use_bias=False)
    layer.build(batch.shape)
    layer.set_weights([kernels])
    expected = layer(batch.astype("float32"))
    np.testing.assert_array_equal(conv(batch, kernels), expected)
    order = visits(sizes, kernel_size)
    assert order.shape == tuple(expected.shape[1:-1])
    places = itertools.product(*(range(n) for n in order.shape))
    assert {place: order[place] for place in places} == dict(
        zip(np.ndindex(order.shape), itertools.count(1), strict=False)
    )


def test_refuses_data_with_another_number_of_axes():
    with pytest.raises(ValueError):
        conv(np.zeros((1, 5, 6, 3)), np.zeros((3, 3, 4)))


def test_pytorch_has_channels_first_and_kernels_out_in():
    """ONNX's Conv takes the arrays of PyTorch's Conv2d."""
    batch, kernels = whole((2, 7, 8, 3), 0), whole((3, 2, 3, 4), 1)
    node = helper.make_node("Conv", ["x", "w"], ["y"])
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None] * 4) for name in "xwy"]
    graph = helper.make_graph([node], "one", ends[:2], ends[2:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    feed = {"x": np.moveaxis(batch, -1, 1), "w": np.transpose(kernels, (3, 2, 0, 1))}
    answer = session.run(None, {name: array.astype("float32") for name, array in feed.items()})[0]
    np.testing.assert_array_equal(conv(batch, kernels), np.moveaxis(answer, 1, -1))


@pytest.mark.check  # another TensorFlow
def test_cpu_without_onednn_refuses_channels_first_as_the_page_says():
    code = (
        "import keras, tensorflow as tf\n"
        "try:\n"
        "    keras.layers.Conv2D(4, 3, data_format='channels_first')(tf.zeros((2, 3, 32, 32)))\n"
        "except tf.errors.OpError as error:\n"
        "    print(error)\n"
    )
    environment = {**os.environ, "TF_ENABLE_ONEDNN_OPTS": "0", "CUDA_VISIBLE_DEVICES": "-1"}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert "The Conv2D op currently only supports the NHWC tensor format on the CPU" in run.stdout, run.stderr


def test_lstm_reads_the_whole_series_before_the_window_does():
    """A change in the first step reaches three of Conv1D's outputs at most, but LSTM's last one."""
    series = tf.Variable(tf.random.stateless_uniform((1, 12, 3), (1, 2)))
    for layer, noticed in (keras.layers.Conv1D(4, 3), 1), (keras.layers.LSTM(4, return_sequences=True), 12):
        with tf.GradientTape() as tape:
            output = tf.abs(layer(series))
        first = tape.jacobian(output, series)[0, :, :, 0, 0]
        assert np.count_nonzero(np.any(first != 0, axis=(1, 2))) == noticed
