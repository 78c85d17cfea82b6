import keras
import numpy as np
import pytest

SHAPES = {
    "fits": (32, None, 28, 28, 1),
    "no channels": (32, None, 28, 28, None),
    "no batch": (None, None, 28, 28, 3),
    "one too many": (32, 500, 28, 28, 1),
}


def test_axes(figure):
    figure.check(
        {f"shape, {name}": np.ma.masked_invalid(np.array([shape], float)) for name, shape in SHAPES.items()}
    )


@pytest.mark.parametrize("name", SHAPES)
def test_keras_takes_the_first_alone(name):
    batch = keras.KerasTensor([size for size in SHAPES[name] if size])
    if name == "fits":
        keras.layers.Conv2D(1, 3)(batch)
    else:
        with pytest.raises(ValueError):
            keras.layers.Conv2D(1, 3)(batch)
