import numpy as np
from reference import transpose

PRINTED = "1 3 6 5 3 / 5 12 21 16 9 / 12 24 42 30 18 / 11 21 36 25 15 / 7 12 21 14 9"  # quoted from the note's picture


def test_three_maps(figure):
    image, ones = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), np.ones((3, 3))
    slipped = np.where(image == 8, 5, image)
    printed = np.array([row.split() for row in PRINTED.split("/")], int)
    true = transpose(image, ones)
    np.testing.assert_array_equal(transpose(slipped, ones), printed)  # how the printed numbers came about
    assert np.count_nonzero(true - printed) == 9
    figure.check(
        {
            "input 1": image,
            "input 2": slipped,
            "output": true,
            "printed": printed,
            "difference": transpose(np.where(image == 8, 3, 0), ones),
        }
    )
