import keras
import numpy as np


def test_lost(figure):
    inputs = [figure.namespace[name] for name in ("one", "other")]
    assert not np.array_equal(*inputs)
    pooled, upsampled = [], []
    for array in inputs:
        pooled.append(keras.layers.MaxPooling2D(2)(array[None, ..., None].astype("float32")))
        upsampled.append(keras.layers.UpSampling2D(2)(pooled[-1]))
    np.testing.assert_array_equal(pooled[0], pooled[1])
    figure.check(
        {
            "input 1": inputs[0],
            "input 2": inputs[1],
            "pooled": pooled[1][0, ..., 0],
            "upsampled": upsampled[1][0, ..., 0],
        }
    )
