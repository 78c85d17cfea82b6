import numpy as np
import onnxruntime
import tensorflow as tf
from onnx import TensorProto, helper
from reference import pool

ROW = [[-4, -2, -6, -7, -5]]


def average_with_zeros():
    """ONNX's AveragePool that counts the border, which is what PyTorch's AvgPool1d does."""
    node = helper.make_node(
        "AveragePool", ["x"], ["y"], kernel_shape=[3], pads=[1, 1], strides=[1], count_include_pad=1
    )
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None] * 3) for name in "xy"]
    graph = helper.make_graph([node], "graph", values[:1], values[1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": np.asarray(ROW, "float32")[None]})[0][0]


def test_same_border(figure):
    figure.check(
        {
            "input": ROW,
            "size, n": tf.nn.conv1d(tf.ones((1, 5, 1)), tf.ones((3, 1, 1)), 1, "SAME")[0, :, 0],
            "output, max": pool(ROW, (1, 3), 1, "same"),
            "output, average": pool(ROW, (1, 3), 1, "same", "average"),
            "output, max, 0": pool(tf.pad(ROW, [[0, 0], [1, 1]]), (1, 3), 1),
            "output, average, 0": average_with_zeros(),
        }
    )
