import numpy as np
import tensorflow as tf


def dependencies(size, kernel_size):
    """(input, feature, weight) of each product in the convolution, found by lighting one of each at a time."""
    inputs, weights = np.prod(size), np.prod(kernel_size)
    images = np.eye(inputs).reshape(inputs, *size, 1)
    kernels = np.moveaxis(np.eye(weights).reshape(weights, *kernel_size, 1), 0, -1)
    lit = tf.nn.conv2d(images, kernels, 1, "VALID").numpy().reshape(inputs, -1, weights)
    return sorted(np.argwhere(lit).tolist(), key=lambda edge: (edge[1], edge[2]))


def test_network(figure):
    image, kernel = np.arange(1.0, 10).reshape(3, 3), np.array([[1.0, -2], [3, -1]])
    features = tf.nn.conv2d(image[None, ..., None], kernel[..., None, None], 1, "VALID")
    figure.check(
        {
            "kernel": kernel,
            "input": image.ravel(),
            "feature map": tf.reshape(features, [-1]),
            "connections": dependencies((3, 3), (2, 2)),
        }
    )
