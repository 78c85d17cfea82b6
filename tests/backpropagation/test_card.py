import numpy as np
import tensorflow as tf


def test_card(figure):
    # a product is there where one lit cell under one lit weight gives a one
    images = np.eye(9).reshape(9, 3, 3, 1)
    kernels = np.eye(4).reshape(2, 2, 1, 4)
    lit = tf.nn.conv2d(images, kernels, 1, "VALID").numpy().reshape(9, 4, 4)
    edges = sorted(np.argwhere(lit).tolist(), key=lambda edge: (edge[1], edge[2]))
    figure.check({"connections": edges})
