import numpy as np
from reference import transpose


def test_zero_insertion(figure):
    image, kernel = [[1, 2], [3, 4]], np.arange(1, 10).reshape(3, 3)
    # a kernel with a single one at its end puts the cells apart and a border on two sides
    spread = transpose(image, np.eye(3)[2][:, None] * np.eye(3)[2], strides=2)
    padded = np.pad(spread, ((0, 2), (0, 2)))
    canvas = transpose(image, kernel, strides=2)
    products = [[padded[2 + i, 2 + j] * kernel[2 - i, 2 - j] for j in range(3)] for i in range(3)]
    assert np.sum(products) == canvas[2, 2]
    figure.check(
        {
            "input": image,
            "kernel": kernel,
            "padded": padded,
            "flipped": np.rot90(kernel, 2),
            "products": products,
            "canvas": canvas,
        }
    )
