import numpy as np
from scipy.signal import correlate2d


def test_sliding(figure):
    image, kernel = np.arange(1, 10).reshape(3, 3), np.array([[1, 2], [3, 4]])
    figure.check({"input": image, "kernel": kernel, "feature map": correlate2d(image, kernel, "valid")})
