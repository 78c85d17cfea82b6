import numpy as np
from reference import convolve
from scipy.signal import convolve2d


def test_flip(figure):
    image, kernel = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), np.array([[1, 2], [3, 4]])
    flipped = np.rot90(kernel, 2)
    maps = {
        "cross-correlation": convolve(image, kernel),
        "convolution": convolve2d(image, kernel, "valid"),  # flips by itself
    }
    products = {"cross-correlation": kernel, "convolution": flipped}
    for name, weights in products.items():
        terms = np.stack([[1, 2, 4, 5], weights.ravel()], axis=1)
        assert terms.prod(axis=1).sum() == maps[name][0, 0]
        products[name] = terms
    figure.check(
        {
            "input": image,
            "kernel": kernel,
            "flipped": flipped,
            **{f"feature map, {name}": result for name, result in maps.items()},
            **{f"products, {name}": terms for name, terms in products.items()},
        }
    )
