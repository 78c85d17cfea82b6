import numpy as np
import tensorflow as tf


def test_pooling(figure):
    image, dP = np.array([[1, 5, 6, 0], [3, 2, 4, 2], [0, 2, 1, 8], [7, 4, 8, 3]]), [[1, 2], [3, 4]]
    x = tf.Variable(image[None, ..., None].astype(float))
    with tf.GradientTape(persistent=True) as tape:
        pooled = tf.nn.max_pool2d(x, 2, 2, "VALID"), tf.nn.avg_pool2d(x, 2, 2, "VALID")
        losses = [tf.reduce_sum(p[0, ..., 0] * np.array(dP, float)) for p in pooled]
    to_winners, to_all = (tape.gradient(loss, x)[0, ..., 0] for loss in losses)
    figure.check(
        {
            "input": image,
            "pooled": pooled[0][0, ..., 0],
            "gradient, ∂E/∂P": dP,
            "gradient, max": to_winners,
            "gradient, average": to_all,
        }
    )
