import numpy as np
from reference import pool
from sklearn.datasets import load_digits


def test_digit_shift(figure):
    small = load_digits().images[0]
    digit = np.pad(small, 2)
    shifted = np.pad(small, ((2, 2), (3, 1)))
    versions = {"0": digit, "shifted": shifted, "bent": np.concatenate([shifted[:6], digit[6:]])}
    expected = {f"digit, {name}": image for name, image in versions.items()}
    for name, image in versions.items():
        expected |= {f"pooled, {name}, pool_size={k}": pool(image, k) for k in (2, 4)}
    figure.check(expected)
