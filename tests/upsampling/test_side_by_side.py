import keras
import numpy as np
import tensorflow as tf
from reference import transpose
from skimage import data


def learned():
    """The same least squares, but of each of the four kinds of output cells by itself, from TensorFlow's patches."""
    grey = tf.reduce_mean(tf.cast(data.chelsea(), tf.float64), axis=-1)[None, :, :224, None]
    halved = tf.nn.avg_pool2d(grey, 2, 2, "VALID")
    patches = tf.image.extract_patches(halved, (1, 3, 3, 1), (1,) * 4, (1,) * 4, "SAME")[0].numpy()
    kernel = np.zeros((6, 6))
    for row, column in np.ndindex(2, 2):
        targets = grey[0, row::2, column::2, 0].numpy()
        inside = np.s_[3:-3, 3:-3]  # six output cells
        solution = np.linalg.lstsq(patches[inside].reshape(-1, 9), targets[inside].ravel(), rcond=None)[0]
        # output 2i + row takes input i + u - 1 times the kernel cell at 2·(1 - u) + row + 2
        kernel[row::2, column::2] = solution.reshape(3, 3)[::-1, ::-1]
    return kernel


def test_side_by_side(figure):
    small, tent = (
        np.array([[16, 32, 16], [32, 96, 48], [64, 32, 16]]),
        np.outer([1, 3, 3, 1], [1, 3, 3, 1]) / 16,
    )
    batch, kernel = small[None, ..., None].astype("float32"), learned()
    outputs = {
        way: keras.layers.UpSampling2D(2, interpolation=way)(batch)[0, ..., 0].numpy()
        for way in ("nearest", "bilinear")
    }
    outputs["fixed filter"] = transpose(small, tent, strides=2, padding="same")
    outputs["learned filter"] = transpose(small, kernel, strides=2, padding="same")
    figure.check(
        {
            "input": small,
            "kernel, learned": kernel.round(2),
            **{f"output, {name}": np.round(array) for name, array in outputs.items()},
        }
    )
    drawing, normal = figure.namespace["fig"].axes[0], figure.namespace["draw"].NORMAL
    whole = [text for text in drawing.texts if text.get_text().isdigit() and text.get_text() != "0"]
    assert "101" in {text.get_text() for text in whole}
    assert {text.get_fontsize() for text in whole} == {normal}, "four equal grids, one size of digits"
