import numpy as np
from reference import convolve


def test_edited(figure):
    """The cat is the figure's own: whole numbers of a photograph's range, symmetric but for the light behind it."""
    image = figure.namespace["cat"]()
    assert image.shape == (64, 64) and image.dtype.kind == "i"
    assert 0 <= image.min() < image.max() <= 255
    face = np.abs(np.arange(64) - 32) < 14
    np.testing.assert_array_equal(image[30:50, 1:][:, ::-1][:, face[1:]], image[30:50, 1:][:, face[1:]])
    sobel = np.outer([1, 2, 1], [-1, 0, 1])
    figure.check({"input": image, "kernel": sobel, "feature map": convolve(image, sobel)})
