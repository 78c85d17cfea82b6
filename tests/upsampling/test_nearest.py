import keras
import numpy as np


def test_nearest(figure):
    image = np.array([[4, 8], [12, 32]], "float32")
    layer = keras.layers.UpSampling2D(2)  # interpolation="nearest" is its default
    figure.check({"input": image, "upsampled": layer(image[None, ..., None])[0, ..., 0]})
