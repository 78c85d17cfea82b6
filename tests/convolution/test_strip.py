import keras
import numpy as np
from reference import convolve


def test_strip(figure):
    row, ones = np.arange(1, 7), np.ones(3)
    output = convolve(row, ones, 2)
    # a cell is used if it changes the output
    used = np.array([convolve(one, ones, 2).any() for one in np.eye(row.size)])
    expected = {"padded": np.ma.array(row, mask=~used), "cropped": np.ma.array(row, mask=used)}
    figure.check(expected | {f"output {i}": value for i, value in enumerate(output, 1)})

    # Keras's Conv1D gives the same of what is padded, and of the plain row
    settings = [(n, k, s, 1) for n in range(3, 9) for k in (1, 2, 3) for s in (1, 2, 3)]
    for n, kernel_size, strides, dilation_rate in [*settings, (8, 3, 1, 2), (7, 2, 1, 3)]:
        for padding in "valid", "same":
            options = {"dilation_rate": dilation_rate, "use_bias": False, "kernel_initializer": "ones"}
            padded, output = figure.namespace["slide_ones"](n, kernel_size, strides, padding, dilation_rate)
            for pads, row in (padding, np.arange(1, n + 1)), ("valid", padded):
                layer = keras.layers.Conv1D(1, kernel_size, strides, pads, **options)
                expected = layer(row[None, :, None].astype("float32"))[0, :, 0].numpy()
                np.testing.assert_array_equal(output, expected)
