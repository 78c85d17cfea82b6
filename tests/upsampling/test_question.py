import keras
import numpy as np
from reference import transpose


def test_question(figure):
    image = np.array([[4, 8], [12, 32]])
    batch = image[None, ..., None].astype("float32")
    sampled = {
        way: keras.layers.UpSampling2D(2, interpolation=way)(batch)[0, ..., 0]
        for way in ("nearest", "bilinear")
    }
    figure.check(
        {
            "input": image,
            "output 1": sampled["nearest"],
            "output 2": sampled["bilinear"],
            "output 3": transpose(image, np.ones((1, 1)), strides=2),
        }
    )
