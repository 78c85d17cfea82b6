import numpy as np
from reference import backward, transpose


def test_input_gradient(figure):
    kernel, dF = np.array([[1, -2], [3, -1]]), np.array([[1, 2], [3, 4]])
    products = [[1 * -1, 2 * 3], [3 * -2, 4 * 1]]  # the gradient of each cell times the weight that led to it
    alone = [dF * (np.arange(4).reshape(2, 2) == i) for i in range(4)]
    stamps = np.ma.masked_all((4, 3, 3))
    for i, (row, column) in enumerate(np.ndindex(2, 2)):
        seen = slice(row, row + 2), slice(column, column + 2)
        stamps[i][seen] = backward(np.zeros((3, 3)), kernel, alone[i])[0][seen]
    dX = backward(np.zeros((3, 3)), kernel, dF)[0]
    assert np.sum(products) == dX[1, 1]
    figure.check(
        {
            "gradient, ∂E/∂F": dF,
            "kernel": kernel,
            "stamps": stamps,
            "canvas, ∂E/∂X": transpose(dF, kernel),
            "padded, ∂E/∂F": [[0, 0, 0, 0], [0, 1, 2, 0], [0, 3, 4, 0], [0, 0, 0, 0]],
            "flipped": np.rot90(kernel, 2),
            "products": products,
            "gradient, ∂E/∂X": dX,
        }
    )
