import numpy as np
from reference import convolve
from scipy.signal import convolve2d


def test_learned(figure):
    kernel = np.array([[1, 2, 0], [0, 3, 1], [4, 0, 2]])
    image = np.random.default_rng(0).integers(0, 10, (6, 7))
    output = convolve2d(image, kernel, "valid")
    learned = np.rot90(kernel, 2)
    np.testing.assert_array_equal(convolve(image, learned), output)  # it explains the output without an error
    # and nothing else does: the windows leave no weight free
    ones = np.eye(9).reshape(9, 3, 3)
    assert np.linalg.matrix_rank([convolve(image, one).ravel() for one in ones]) == 9
    figure.check({"input": image, "kernel": kernel, "learned": learned, "output": output})
