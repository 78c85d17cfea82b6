import keras
import numpy as np
import tensorflow as tf
from skimage import data


def test_photograph(figure):
    grey = tf.reduce_mean(tf.cast(data.chelsea(), tf.float64), axis=-1)[None, :, :448, None]
    halved = tf.nn.avg_pool2d(grey, 2, 2, "VALID")
    original, reduced = grey[0, 104:168, 286:350, 0].numpy(), halved[0, 52:84, 143:175, 0].numpy()
    learned = figure.namespace["learned"]  # that it is the best one is tested beside side_by_side
    untrained, limit = figure.namespace["untrained"], figure.namespace["limit"]
    drawn = [keras.initializers.GlorotUniform(seed)((6, 6, 1, 1)) for seed in range(50)]
    assert 0.99 * limit < np.max(np.abs(drawn)) <= limit  # Keras draws from the same span
    assert untrained.shape == (6, 6) and np.abs(untrained).max() <= limit

    batch, tent = reduced[None, ..., None], np.outer([1, 3, 3, 1], [1, 3, 3, 1]) / 16
    outputs = {
        way: keras.layers.UpSampling2D(2, interpolation=way, dtype="float64")(batch)[0, ..., 0].numpy()
        for way in ("nearest", "bilinear")
    }
    for name, kernel in ("fixed", tent), ("untrained", untrained), ("learned", learned):
        filters = kernel[..., None, None]
        outputs[f"{name} filter"] = tf.nn.conv2d_transpose(batch, filters, (1, 64, 64, 1), 2, "SAME")[
            0, ..., 0
        ].numpy()
    differences = [array[4:-4, 4:-4] - original[4:-4, 4:-4] for array in outputs.values()]
    figure.check(
        {
            "photograph": original,
            "input": reduced,
            **{f"output, {name}": array for name, array in outputs.items()},
            "error": [
                np.sqrt(keras.losses.mean_squared_error(d.ravel(), 0 * d.ravel())) for d in differences
            ],
        }
    )
