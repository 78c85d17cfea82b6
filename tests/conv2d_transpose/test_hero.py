import numpy as np
from reference import transpose


def test_hero(figure):
    image, kernel = np.array([[1, 2], [3, 4]]), np.ones((3, 3))
    singles = [np.where(image == value, image, 0) for value in (1, 2, 3, 4)]
    figure.check(
        {
            "input": image,
            "kernel": kernel,
            "canvas": transpose(image, kernel, strides=2),
            "stamps": [transpose(single, kernel, strides=2) for single in singles],
        }
    )
