import numpy as np
from reference import backward, transpose


def test_strides(figure):
    image, kernel, dF = np.arange(25).reshape(5, 5) % 7, np.ones((3, 3)), [[1, 2], [3, 4]]
    dX, dW = backward(image, kernel, dF, strides=2)
    figure.check(
        {
            "gradient, ∂E/∂F": dF,
            # a kernel of one cell stamps nothing but the cells themselves
            "gradient, ∂E/∂F, strides=2": transpose(dF, [[1]], strides=2)[:3, :3],
            "input": image,
            "kernel": kernel,
            "gradient, ∂E/∂W": dW,
            "gradient, ∂E/∂X": dX,
        }
    )
    uneven = np.arange(9).reshape(3, 3)  # the figure's kernel of ones is the same when flipped
    dX, _ = backward(image, uneven, dF, strides=2)
    np.testing.assert_array_equal(figure.computed(kernel=uneven)["dX"], dX)
