import numpy as np
import tensorflow as tf
from reference import backward


def test_step(figure):
    """E and its gradient by TensorFlow; the goal is what makes 1, 2, 3, 4 come back."""
    image, kernel = np.arange(1.0, 10).reshape(3, 3), np.array([[1.0, -2], [3, -1]])
    start = tf.nn.conv2d(image[None, ..., None], kernel[..., None, None], 1, "VALID")[0, ..., 0]
    wanted = start - np.array([[1.0, 2], [3, 4]])

    def loss(weights):
        made = tf.nn.conv2d(image[None, ..., None], weights[..., None, None], 1, "VALID")[0, ..., 0]
        return tf.nn.l2_loss(made - wanted)

    weights = tf.Variable(kernel)
    with tf.GradientTape() as tape:
        E = loss(weights)
    gradient = tape.gradient(E, weights).numpy()
    np.testing.assert_allclose(gradient, backward(image, kernel, np.array([[1.0, 2], [3, 4]]))[1])
    after = kernel - 0.002 * gradient
    figure.check(
        {
            "weights, before": kernel,
            "gradient": gradient,
            "weights, after": after,
            "loss": [E, loss(after)],
            "loss, curve": [
                loss(kernel + place * 0.001 * gradient) for place in np.arange(-4, 2.0625, 0.125)
            ],
        }
    )
