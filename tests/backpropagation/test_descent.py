import numpy as np
import tensorflow as tf
from reference import network


def losses(sign, y, weights):
    """E before and after each of ten steps, the gradients by automatic differentiation."""
    X, found = np.arange(1, 10).reshape(3, 3) / 9, []
    variables = [tf.Variable(weight) for weight in weights]
    for _ in range(11):
        with tf.GradientTape() as tape:
            E = tf.nn.l2_loss(network(X, *variables)[-1] - y)
        found.append(E.numpy())
        for variable, gradient in zip(variables, tape.gradient(E, variables), strict=True):
            variable.assign_add(sign * 0.1 * gradient)
    return found


def test_descent(figure):
    y, *weights = (np.asarray(figure.namespace[name], float) for name in ("y", "W", "b", "V", "U"))
    down, up = losses(-1, y, weights), losses(1, y, weights)
    assert (np.diff(down) < 0).all() and (np.diff(up) > 0).all()
    figure.check({"loss, −": down, "loss, +": up})
