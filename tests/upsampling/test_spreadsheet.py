import numpy as np
import tensorflow as tf

KERNEL = (
    "0.0249 0.5428 0.8332 0.0655 0.6384 0.9623 0.5766 0.8947 0.1803"  # quoted from the note's picture, as are
)
PRINTED = """6.391 13.253 20.115 13.725 6.862 15.140 31.224 47.309 32.168 16.084 23.890 49.196 74.502 50.612 25.306
17.500 35.943 54.387 36.887 18.443 8.750 17.972 27.193 18.443 9.222"""


def test_spreadsheet(figure):
    image = tf.reshape(tf.range(1, 26, dtype=tf.float64) / 10, (1, 5, 5, 1))
    kernel = np.array(KERNEL.split(), float).reshape(3, 3)
    feature_map = tf.nn.conv2d(image, kernel[..., None, None], 1, "VALID")
    padded = tf.pad(feature_map, [(0, 0), (1, 1), (1, 1), (0, 0)])
    pooled = tf.nn.max_pool2d(padded, 3, 1, "VALID")
    ones = tf.ones((3, 3, 1, 1), tf.float64)
    blocks = tf.nn.conv2d_transpose(pooled, ones, (1, 9, 9, 1), 3, "VALID")[0, ..., 0].numpy()
    result = tf.nn.conv2d_transpose(pooled, ones, (1, 5, 5, 1), 1, "VALID")[0, ..., 0].numpy()
    printed = np.array(PRINTED.split(), float).reshape(5, 5)
    np.testing.assert_array_equal(figure.namespace["printed"], printed)
    differing = [tuple(place) for place in np.argwhere(np.abs(result - printed) > 0.0005)]
    assert differing == [(1, 1), (3, 4), (4, 3)]

    # which input cells the result depends on, and on how many numbers made of them
    image = tf.Variable(image)
    with tf.GradientTape() as tape:
        feature = tf.nn.conv2d(image, kernel[..., None, None], 1, "VALID")
        total = tf.reduce_sum(tf.nn.max_pool2d(feature, 3, 1, "SAME"))
    unread = tape.gradient(total, image)[0, ..., 0].numpy() == 0
    np.testing.assert_array_equal(figure.namespace["read"] == 0, unread)
    figure.check(
        {
            "input": image[0, ..., 0],
            "kernel": kernel,
            "feature map": feature_map[0, ..., 0],
            "padded": padded[0, ..., 0],
            "pooled": pooled[0, ..., 0],
            **{
                f"blocks, {r}, {c}": blocks[3 * r : 3 * r + 3, 3 * c : 3 * c + 3]
                for r in range(3)
                for c in range(3)
            },
            "result": result,
        }
    )
