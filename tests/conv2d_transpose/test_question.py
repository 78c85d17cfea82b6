import keras
import numpy as np


def test_question(figure):
    cases = [(2, "same"), (2, "valid"), (3, "valid")]
    layers = [keras.layers.Conv2DTranspose(1, 3, strides, padding) for strides, padding in cases]
    sizes = [layer.compute_output_shape((None, 2, 2, 1))[1] for layer in layers]
    figure.check({"input": [[1, 2], [3, 4]], "kernel": np.ones((3, 3)), "size": sizes})
