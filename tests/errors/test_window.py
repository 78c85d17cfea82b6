import keras
import numpy as np
import pytest


def test_window(figure):
    image = np.array([[1, 2], [3, 4]], "float32")
    with pytest.raises(ValueError):  # no place: 2 − 3 + 1
        keras.layers.Conv2D(1, 3)(image[None, ..., None])
    # a kernel of zeros but for one cell moves the padded image into the output: what SAME gives it to see
    seen = np.zeros((3, 3))
    for place in np.ndindex(3, 3):
        kernel = np.zeros((3, 3, 1, 1), "float32")
        kernel[place] = 1
        layer = keras.layers.Conv2D(1, 3, padding="same", use_bias=False)
        layer.build((1, 2, 2, 1))
        layer.set_weights([kernel])
        seen[place] = layer(image[None, ..., None])[0, 0, 0, 0]
    figure.check({"input": image, "positions": [0], "padded": np.pad(image, 1)})
    np.testing.assert_array_equal(figure.drawn["padded"][:3, :3], seen)
