import numpy as np
from reference import backward


def test_weight_gradient(figure):
    image, dF = np.arange(1, 10).reshape(3, 3), [[1, 2], [3, 4]]
    images = {f"input, w{i}": image for i in range(4)}
    dW = backward(image, np.ones((2, 2)), dF)[1]
    figure.check({"gradient, ∂E/∂F": dF, "gradient, ∂E/∂W": dW, **images})
