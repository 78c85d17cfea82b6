import numpy as np
import tensorflow as tf
from skimage import data
from skimage.feature import match_template


def test_responses(figure):
    colours = data.chelsea().astype(int).sum(axis=2)  # three times the grey: whole numbers, exact sums
    patch = colours[155:187, 185:217]
    image = tf.constant(colours[None, ..., None], tf.float64)

    def slide(values, weights):
        taps = tf.constant(weights[..., None, None], tf.float64)
        return tf.nn.conv2d(values, taps, 1, "VALID")[0, ..., 0].numpy()

    inner = slide(image, patch)
    length = np.sqrt(slide(image**2, np.ones_like(patch)))
    maps = {
        "inner product": inner / 9,
        "cosine": inner / length / np.linalg.norm(patch),
        "correlation": match_template(colours.astype(float), patch.astype(float)),
    }
    expected = {}
    for name, response in maps.items():
        place = np.unravel_index(response.argmax(), response.shape)
        ranks = {
            "inner product": np.count_nonzero(inner > np.vdot(patch, patch)),
            "cosine": np.count_nonzero(response > 1 + 1e-6),
            "correlation": np.count_nonzero(response > 1 + 1e-6),
        }
        expected[f"response, {name}"] = response[::2, ::2]
        expected[f"positions, {name}, max"] = place
        expected[f"positions, {name}, > match"] = ranks[name]
    figure.check(expected)
