import keras
import numpy as np


def enlarge(image):
    image = np.asarray(image, "float32")
    return keras.layers.UpSampling2D(2, interpolation="bilinear")(image[None, ..., None])[0, ..., 0].numpy()


def test_bilinear(figure):
    image = [[4, 8], [12, 32]]
    place = figure.namespace["row"], figure.namespace["column"]
    # an input cell's weight is what a 1 there, and 0 elsewhere, leaves in the cell that is worked out
    weights = [enlarge(one.reshape(2, 2))[place] for one in np.eye(4)]
    figure.check({"input": image, "shares": np.reshape(weights, (2, 2)), "output": enlarge(image)})
    assert figure.namespace["value"] == enlarge(image)[place]
