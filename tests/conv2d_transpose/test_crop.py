import numpy as np
import tensorflow as tf
from reference import gradient, kept, transpose


def test_crop(figure):
    expected = {}
    for kernel_size, strides in [(3, 1), (3, 2), (4, 2), (5, 2), (6, 2)]:
        case = f"kernel_size={kernel_size}, strides={strides}"
        signal, weights = [1, 2, 3], np.ones(kernel_size)
        canvas = gradient(signal, weights, strides)
        output = transpose(signal, weights, strides=strides, padding="same")
        mask = kept(3, kernel_size, strides=strides, padding="same")
        expected[f"cropped, {case}"] = np.ma.array(canvas, mask=mask)
        expected[f"output, {case}"] = output
        # on a row of ones, the windows at both ends of a SAME convolution miss what is padded
        ones, taps = tf.ones((1, output.size, 1)), tf.ones((kernel_size, 1, 1))
        sums = tf.nn.conv1d(ones, taps, strides, "SAME")[0, :, 0].numpy().astype(int)
        zeros = [np.zeros(kernel_size - sums[end]) for end in (0, -1)]
        expected[f"padded, {case}"] = np.concatenate([zeros[0], output, zeros[1]])
    figure.check(expected)
