import itertools

import keras
import numpy as np


def test_three_directions(figure):
    image = 3, 5, 6, 3  # three colour images of 5×6
    names = "images", "rows", "columns", "channels"
    assert tuple(figure.namespace[name] for name in names) == image
    shape = keras.layers.Conv3D(1, (2, 3, 3)).compute_output_shape((1, *image))[1:4]
    positions = np.zeros(shape)
    for number, place in enumerate(itertools.product(*map(range, shape)), 1):  # right, down, then on
        positions[place] = number
    assert shape[0] == 2
    figure.check({f"positions, image={image}": positions[image] for image in range(shape[0])})
