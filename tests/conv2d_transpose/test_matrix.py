import numpy as np
import tensorflow as tf
from reference import transpose


def test_matrix(figure):
    weights = [4, 5, 6]
    # the convolution of a signal that is one in a single cell is a column of its matrix
    taps = np.reshape(weights, (3, 1, 1)).astype("float32")
    columns = tf.nn.conv1d(np.eye(7, dtype="float32")[..., None], taps, 2, "VALID")[..., 0].numpy()
    canvas = transpose([1, 2, 3], weights, strides=2)
    figure.check({"C": columns.T, "Cᵀ": columns, "input": [[1], [2], [3]], "canvas": canvas[:, None]})
