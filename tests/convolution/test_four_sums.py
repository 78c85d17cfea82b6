import numpy as np
from reference import convolve


def test_four_sums(figure):
    image, kernel = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), np.array([[1, 2], [3, 4]])
    singles = [np.zeros((2, 2)) for _ in range(4)]
    for single, place in zip(singles, np.ndindex(2, 2), strict=True):
        single[place] = kernel[place]
    # a product is what the kernel gives with all its other weights zero
    products = np.stack([convolve(image, single) for single in singles], axis=-1).reshape(2, 2, 2, 2)
    figure.check(
        {
            "input": image,
            "kernel": kernel,
            "feature map": convolve(image, kernel),
            "products": products,
            **{f"input, F[{row}, {column}]": image for row, column in np.ndindex(2, 2)},
        }
    )
