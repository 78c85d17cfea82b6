import numpy as np
import tensorflow as tf
from skimage import data


def test_scrambled(figure):
    photograph = data.chelsea()[::3, ::3]
    sheets = tf.transpose(photograph, (2, 0, 1)).numpy()
    figure.check(
        {
            **{f"photograph, channel={i}": photograph[..., i] for i in range(3)},
            "photograph, moveaxis": photograph,
            "photograph, reshape": np.array(list(sheets.flat)).reshape(photograph.shape),
        }
    )
