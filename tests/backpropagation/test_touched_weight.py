import numpy as np
from reference import backward


def test_touched_weight(figure):
    image, sent_back = np.arange(1.0, 10).reshape(3, 3), np.array([[1.0, 2], [3, 4]])
    _, gradient = backward(image, np.ones((2, 2)), sent_back)
    terms = np.stack([image[:2, :2].ravel(), sent_back.ravel()], axis=1)
    expected = {"input": image.ravel(), "products": terms, "sum": gradient[0, 0]}
    figure.check(expected | {f"gradient, F{i}": value for i, value in enumerate(sent_back.flat)})
