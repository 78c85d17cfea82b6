import numpy as np
from reference import transpose


def test_four_stamps(figure):
    image, kernel = [[1, 2], [3, 4]], np.ones((3, 3))
    stamps = {f"stamp {value}": transpose([[value]], kernel) for value in (1, 2, 3, 4)}
    figure.check({"input": image, "kernel": kernel, **stamps})
