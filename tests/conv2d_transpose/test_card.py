import numpy as np
from reference import transpose


def test_card(figure):
    image = [[1, 2], [3, 4]]
    figure.check({"input": image, "canvas": transpose(image, np.ones((3, 3)), strides=2)})
