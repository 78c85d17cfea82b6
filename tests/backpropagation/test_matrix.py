import numpy as np
import tensorflow as tf


def test_matrix(figure):
    kernel = np.array([[1.0, -2], [3, -1]])[..., None, None]
    # the convolution of an image that is one in a single cell is a column of the matrix
    columns = tf.nn.conv2d(np.eye(9).reshape(9, 3, 3, 1), kernel, 1, "VALID").numpy().reshape(9, 4)
    image = np.arange(1.0, 10)
    features = tf.nn.conv2d(image.reshape(1, 3, 3, 1), kernel, 1, "VALID").numpy().reshape(4, 1)
    figure.check({"C": columns.T, "input": image[:, None], "feature map": features})
