import itertools

import keras
import numpy as np


def test_two_directions(figure):
    image = 5, 6, 3  # of three channels, as the page says
    assert tuple(figure.namespace[name] for name in ("rows", "columns", "channels")) == image
    rows, columns = keras.layers.Conv2D(1, 3).compute_output_shape((1, *image))[1:3]
    positions = np.zeros((rows, columns))
    for number, place in enumerate(itertools.product(range(rows), range(columns)), 1):  # right, then down
        positions[place] = number
    figure.check({"positions": positions})
