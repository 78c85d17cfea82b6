import keras
import numpy as np

INPUTS = np.array(
    [
        [[7, 1, 2, 0], [3, 5, 4, 6], [0, 8, 9, 2], [1, 2, 3, 9]],
        [[0, 2, 6, 6], [1, 7, 6, 6], [8, 8, 0, 1], [8, 8, 9, 0]],
    ]
)


def test_lost(figure):
    pooled, upsampled = [], []
    for array in INPUTS:
        pooled.append(keras.layers.MaxPooling2D(2)(array[None, ..., None].astype("float32")))
        upsampled.append(keras.layers.UpSampling2D(2)(pooled[-1]))
    np.testing.assert_array_equal(pooled[0], pooled[1])
    figure.check(
        {
            "input 1": INPUTS[0],
            "input 2": INPUTS[1],
            "pooled": pooled[1][0, ..., 0],
            "upsampled": upsampled[1][0, ..., 0],
        }
    )
