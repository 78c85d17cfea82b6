import numpy as np
from reference import pytorch, transpose


def test_gaps(figure):
    image, kernel = [[1, 2], [3, 4]], np.ones((2, 2))
    figure.check(
        {
            "input": image,
            "kernel": kernel,
            "canvas": pytorch(image, kernel, strides=3),
            "output, padding=valid": transpose(image, kernel, strides=3, padding="valid"),
            "output, padding=same": transpose(image, kernel, strides=3, padding="same"),
            "output, bias=1": transpose(image, kernel, strides=3, bias=1),
        }
    )
