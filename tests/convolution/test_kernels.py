import numpy as np
from reference import convolve
from scipy import ndimage
from skimage import data


def test_kernels(figure):
    eye = data.chelsea().mean(axis=2)[80:160, 130:246]
    kernels = {
        "identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
        "blur": np.ones((5, 5)),
        "outline": [[0, -1, 0], [-1, 4, -1], [0, -1, 0]],
        "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
        "vertical edges": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
        "horizontal edges": [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
    }
    results = {name: convolve(eye, kernel) for name, kernel in kernels.items()}
    results["blur"] /= 25
    # by their names, not by their weights
    inside = np.s_[1:-1, 1:-1]
    np.testing.assert_allclose(results["identity"], eye[inside])
    np.testing.assert_allclose(results["blur"], ndimage.uniform_filter(eye, 5)[2:-2, 2:-2])
    np.testing.assert_allclose(results["outline"], -ndimage.laplace(eye)[inside], atol=1e-9)
    np.testing.assert_allclose(results["vertical edges"], ndimage.sobel(eye, axis=1)[inside], atol=1e-9)
    np.testing.assert_allclose(results["horizontal edges"], ndimage.sobel(eye, axis=0)[inside], atol=1e-9)
    figure.check(
        {
            **{f"kernel, {name}": kernel for name, kernel in kernels.items()},
            **{f"photograph, {name}": result for name, result in results.items()},
        }
    )
