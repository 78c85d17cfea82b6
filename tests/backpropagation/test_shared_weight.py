import numpy as np
from reference import backward


def test_shared_weight(figure):
    image, dF, kernel = np.arange(1, 10).reshape(3, 3), np.array([[1, 2], [3, 4]]), np.ones((2, 2))
    checks = {"sum, ∂E/∂W": backward(image, kernel, dF)[1]}
    for i in range(4):
        alone = dF * (
            np.arange(4).reshape(2, 2) == i
        )  # the loss of one cell, which one copy alone has caused
        checks[f"input {i + 1}"], checks[f"gradient, F{i}"] = image, [i + 1]
        checks[f"gradient {i + 1}"] = backward(image, kernel, alone)[1]
    figure.check(checks)
