import numpy as np
import tensorflow as tf
from reference import network


def test_forward(figure):
    y, *weights = (np.asarray(figure.namespace[name], float) for name in ("y", "W", "b", "V", "U"))
    *_, V, U = weights
    *_, A, H, Y = network(np.arange(1, 10).reshape(3, 3) / 9, *weights)
    figure.check(
        {
            "input, X·9": np.arange(1, 10),
            "feature map, A": tf.reshape(A, [-1]),
            "hidden, H": H,
            "output, Y": Y,
            "values, y": [1, 0],
            "loss, E": tf.nn.l2_loss(Y - y),
            "weights, V": V[0],
            "weights, U": U[:, 0],
        }
    )
