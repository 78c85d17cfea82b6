import numpy as np
import tensorflow as tf
from reference import network


def test_backward(figure):
    y, *weights = (np.asarray(figure.namespace[name], float) for name in ("y", "W", "b", "V", "U"))
    with tf.GradientTape() as tape:
        X = tf.constant(np.arange(1, 10).reshape(3, 3) / 9)
        tape.watch(X)
        F, G, Z, A, H, Y = network(X, *weights)
        E = tf.nn.l2_loss(Y - y)
    dF, dG, dZ = tape.gradient(E, [F, G, Z])
    figure.check(
        {
            "input, X·9": np.arange(1, 10),
            "feature map, A": tf.reshape(A, [-1]),
            "hidden, H": H,
            "output, Y": Y,
            "gradient, F": tf.reshape(dF, [-1]),
            "gradient, G": dG,
            "gradient, Z": dZ,
            "weights, U": weights[-1][:, 0],
        }
    )
