import numpy as np
from scipy.spatial.distance import cosine

KERNEL = [1, 3, 3, 1]
PATCHES = {"A": [1, 3, 3, 1], "B": [7, 6, 7, 6], "C": [4, 6, 6, 4], "D": [3, 1, 1, 3]}


def test_patches(figure):
    figure.check(
        {
            "kernel": np.reshape(KERNEL, (2, 2)),
            **{f"patch, {name}": np.reshape(patch, (2, 2)) for name, patch in PATCHES.items()},
            "inner product": [
                sum(a * b for a, b in zip(KERNEL, patch, strict=True)) for patch in PATCHES.values()
            ],
            "cosine": [1 - cosine(KERNEL, patch) for patch in PATCHES.values()],
            "correlation": [np.corrcoef(KERNEL, patch)[0, 1] for patch in PATCHES.values()],
        }
    )
