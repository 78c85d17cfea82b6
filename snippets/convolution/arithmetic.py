"""The arithmetic of the convolution layer, as Keras has it, and the scores by which a patch is looked for (SciPy)."""

import numpy as np
from scipy.signal import correlate2d


# --8<-- [start:cross_correlation]
def cross_correlation(image, kernel):
    """Slide the kernel over the image; every place gives one inner product."""
    height, width = kernel.shape
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    feature_map = np.zeros((rows, columns), np.result_type(image, kernel))  # whole numbers stay whole
    for row in range(rows):
        for column in range(columns):
            window = image[row : row + height, column : column + width]
            feature_map[row, column] = np.sum(window * kernel)
    return feature_map


# --8<-- [end:cross_correlation]


# --8<-- [start:scores]
def scores(image, patch):
    """Inner product, cosine and correlation of the patch with the window at every place."""
    ones = np.ones(patch.shape)
    inner = correlate2d(image, patch, "valid")
    squares = correlate2d(image**2, ones, "valid")  # of each window: its length, squared
    cosine = inner / np.sqrt(squares * np.sum(patch**2))

    pattern = patch - patch.mean()  # sums to zero, so the window's mean makes no difference
    sums = correlate2d(image, ones, "valid")
    spread = squares - sums**2 / patch.size  # the window's length, squared, without its mean
    correlation = correlate2d(image, pattern, "valid") / np.sqrt(spread * np.sum(pattern**2))
    return inner, cosine, correlation


# --8<-- [end:scores]


# --8<-- [start:output_size]
def output_size(n, kernel_size, strides=1, padding="valid", dilation_rate=1):
    """Cells along one axis of the output, for `n` cells of input."""
    reach = (kernel_size - 1) * dilation_rate + 1
    places = n if padding == "same" else n - reach + 1
    return -(-places // strides)  # rounded up


# --8<-- [end:output_size]


# --8<-- [start:padding_of]
def padding_of(n, kernel_size, strides=1, padding="valid", dilation_rate=1):
    """How many zeros go before and after `n` cells."""
    if padding == "valid":
        return 0, 0
    reach = (kernel_size - 1) * dilation_rate + 1
    size = output_size(n, kernel_size, strides, "same")
    total = max((size - 1) * strides + reach - n, 0)
    return total // 2, total - total // 2


# --8<-- [end:padding_of]


# --8<-- [start:conv2d]
def conv2d(image, kernels):
    """Image (height, width, in) and kernels (kernel height, kernel width, in, out) to (height, width, out)."""
    outputs = []
    for o in range(kernels.shape[3]):
        parts = [cross_correlation(image[:, :, i], kernels[:, :, i, o]) for i in range(image.shape[2])]
        outputs.append(sum(parts))
    return np.stack(outputs, axis=-1)


# --8<-- [end:conv2d]
