import keras
import numpy as np


def test_uneven(figure):
    ones = np.ones((1, 6, 6, 1), "float32")
    settings = dict(padding="same", use_bias=False, kernel_initializer="ones")
    resize = keras.Sequential([keras.layers.UpSampling2D(2), keras.layers.Conv2D(1, 3, **settings)])
    transposed = keras.layers.Conv2DTranspose(1, 3, strides=2, **settings)
    figure.check(
        {
            "output, UpSampling2D": resize(ones)[0, 4:8, 4:10, 0],
            "output, Conv2DTranspose": transposed(ones)[0, 4:8, 4:10, 0],
        }
    )
