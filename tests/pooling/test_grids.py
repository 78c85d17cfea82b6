import numpy as np
import tensorflow as tf
from reference import pool


def test_grids(figure):
    """Each map is added up by TensorFlow's convolution of ones, and its largest sum taken."""
    found, expected = np.array([0.0, 0, 2, 4, 1, 0, 0, 0]), {}
    for step in range(3):
        row = np.concatenate([np.zeros(step), found[: found.size - step]])
        expected[f"input, {step}"] = row
        maps = {"neither": row, "max pooling": pool([row], (1, 2))[0], "strides=2": row[[0, 2, 4, 6]]}
        for kind, values in maps.items():
            sums = tf.nn.conv1d(
                tf.constant(values[None, :, None], tf.float32), tf.ones((2, 1, 1)), 1, "VALID"
            )[0, :, 0].numpy()
            expected |= {f"feature map, {kind}, {step}": values, f"sum, {kind}, {step}": sums}
            expected[f"maximum, {kind}, {step}"] = [sums.max()]
    figure.check(expected)

    largest = {kind: [expected[f"maximum, {kind}, {step}"][0] for step in range(3)] for kind in maps}
    assert len(set(largest["neither"])) == 1, "what does not shrink bears every shift"
    for kind in "max pooling", "strides=2":
        still, by_one, by_two = largest[kind]
        assert still == by_two != by_one, "what shrinks bears a shift by its stride"
