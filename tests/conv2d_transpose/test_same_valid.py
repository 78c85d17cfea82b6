import numpy as np
from reference import kept, transpose


def test_same_valid(figure):
    image, kernel = [[1, 2], [3, 4]], np.ones((3, 3))
    valid = transpose(image, kernel, strides=2, padding="valid")
    along = kept(2, 3, strides=2, padding="same")
    figure.check(
        {
            "output, padding=valid": valid,
            "cropped": np.ma.array(valid, mask=along[:, None] & along),
            "output, padding=same": transpose(image, kernel, strides=2, padding="same"),
        }
    )
    oblong = np.arange(12).reshape(3, 4)
    same = transpose(oblong, kernel, strides=2, padding="same")
    np.testing.assert_array_equal(figure.computed(image=oblong)["same"], same)
