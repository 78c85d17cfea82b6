import keras
import numpy as np


def test_joining(figure):
    skip = np.arange(1, 26, dtype="float32").reshape(1, 5, 5, 1)
    pooled = keras.layers.MaxPooling2D()(skip)
    back = keras.layers.UpSampling2D()(pooled)
    met = skip[:, : back.shape[1], : back.shape[2]]
    unmet = np.ma.array(skip[0, ..., 0], mask=np.pad(np.ones(met.shape[1:3]), (0, 1)))
    figure.check(
        {
            "input, kept": met[0, ..., 0],
            "input, dropped": unmet,
            "pooled": pooled[0, ..., 0],
            "upsampled": back[0, ..., 0],
        }
    )
