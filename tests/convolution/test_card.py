import numpy as np
from reference import convolve


def test_card(figure):
    image = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    figure.check({"input": image, "feature map": convolve(image, np.ones((2, 2)))})
