import numpy as np
import tensorflow as tf
from skimage import data


def test_checkered(figure):
    grey = tf.reduce_mean(tf.cast(data.chelsea(), tf.float64), axis=-1)
    batch, outputs = grey[None, 104:168:2, 286:350:2, None], {}
    for k in 3, 4:
        filters = tf.fill((k, k, 1, 1), tf.constant(4 / k**2, tf.float64))
        outputs[k] = tf.nn.conv2d_transpose(batch, filters, (1, 64, 64, 1), 2, "SAME")[0, ..., 0].numpy()
    figure.check({f"output, kernel_size={k}": array for k, array in outputs.items()})
    # the pattern of the caption: neighbours differ far more with 3 than with 4, though the photograph is one
    rough = {k: np.abs(np.diff(array)[4:-4, 4:-4]).mean() for k, array in outputs.items()}
    assert rough[3] > 3 * rough[4]
