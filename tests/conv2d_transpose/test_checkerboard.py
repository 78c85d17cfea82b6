import numpy as np
from reference import transpose
from skimage import data


def test_checkerboard(figure):
    small = np.rint(data.chelsea()[104:168:4, 286:350:4].mean(axis=2))
    made = {
        name: transpose(image, np.ones((3, 3)), strides=2, padding="same")
        for name, image in {"overlap": np.ones((16, 16)), "output": small}.items()
    }
    assert made["output"].shape == (32, 32)
    figure.check(made | {"overlap, inside": made["overlap"][8:12, 8:12]})
    for size, counts in figure.namespace["counts"].items():
        np.testing.assert_array_equal(counts, transpose(np.ones((4, 4)), np.ones((size, size)), strides=2))
