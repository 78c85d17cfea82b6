import numpy as np
import tensorflow as tf


def slope(z):
    """The slope of the sigmoid, by automatic differentiation."""
    z = tf.constant(z)
    with tf.GradientTape() as tape:
        tape.watch(z)
        value = tf.sigmoid(z)
    return tape.gradient(value, z).numpy()


def test_saturation(figure):
    image = np.arange(1.0, 10).reshape(1, 3, 3, 1)
    kernel = np.array([1.0, -2, 3, -1]).reshape(2, 2, 1, 1)
    F = tf.nn.conv2d(image, kernel, 1, "VALID").numpy().ravel()
    figure.check(
        {
            "values, σ′": slope(np.linspace(-10, 10, 81)),
            "values, X/9": slope(F / 9),
            "values, X": slope(F),
        }
    )
