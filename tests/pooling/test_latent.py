import numpy as np
import tensorflow as tf
from reference import pool
from sklearn.datasets import load_digits


def test_latent(figure):
    images = load_digits().images
    pieces = tf.nn.space_to_depth(images[:1500, ..., None], 4).numpy().reshape(-1, 16)
    # the directions of the largest sums of squares, by eigenvectors in place of a singular value decomposition
    _, vectors = np.linalg.eigh(pieces.T @ pieces)
    kernel = (vectors[:, :-5:-1] * np.sign(vectors[5, :-5:-1])).reshape(4, 4, 1, 4)
    digit = images[1500:1501, ..., None]
    code = tf.nn.conv2d(digit, kernel, 4, "VALID")
    rebuilt = tf.nn.conv2d_transpose(code, kernel, digit.shape, 4, "VALID")
    pooled = pool(images[1500], 2)
    figure.check(
        {
            "digit": images[1500],
            **{f"pattern {i}": kernel[:, :, 0, i] for i in range(4)},
            **{f"code, channel={i}": np.rint(code[0, ..., i]) for i in range(4)},
            "rebuilt": rebuilt[0, ..., 0],
            "pooled": pooled,
            "upsampled": np.kron(pooled, np.ones((2, 2))),
        }
    )
