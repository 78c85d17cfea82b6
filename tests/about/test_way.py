import keras
import numpy as np


def test_way(figure):
    image, kernel = np.arange(1.0, 10).reshape(1, 3, 3, 1), np.array([[1.0, 0], [0, 1.0]]).reshape(2, 2, 1, 1)
    output = keras.ops.conv(image, kernel)
    figure.check(
        {
            "input": image[0, ..., 0],
            "kernel": kernel[..., 0, 0],
            "output": output[0, ..., 0],
            "output, figure": output[0, ..., 0],
            "shape": output.shape[1:3],
        }
    )
