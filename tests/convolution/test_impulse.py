import numpy as np
from reference import convolve
from scipy.signal import convolve2d


def test_impulse(figure):
    image, kernel = np.pad([[1]], 2), np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    figure.check(
        {
            "input": image,
            "kernel": kernel,
            "feature map, cross-correlation": convolve(image, kernel),
            "feature map, convolution": convolve2d(image, kernel, "valid"),
        }
    )
