import numpy as np
import tensorflow as tf
from reference import bare_canvas, kept, transpose


def test_crop(figure):
    expected = {}
    for kernel_size, strides in [(3, 2), (4, 2)]:
        case = f"kernel_size={kernel_size}, strides={strides}"
        signal, weights = [1, 2, 3], np.ones(kernel_size)
        canvas = bare_canvas(signal, weights, strides)
        output = transpose(signal, weights, strides=strides, padding="same")
        mask = kept(3, kernel_size, strides=strides, padding="same")
        expected[f"cropped, {case}"] = np.ma.array(canvas, mask=mask)
        expected[f"output, {case}"] = output
    figure.check(expected)


def test_what_is_cut_is_what_same_pads(figure):
    """On a row of ones, the windows at both ends of a SAME convolution miss what is padded."""
    for (kernel_size, strides), cut in figure.namespace["crops"].items():
        ones, taps = tf.ones((1, 3 * strides, 1)), tf.ones((kernel_size, 1, 1))
        sums = tf.nn.conv1d(ones, taps, strides, "SAME")[0, :, 0].numpy().astype(int)
        assert cut == tuple(kernel_size - sums[[0, -1]])
    figure.checked = True
