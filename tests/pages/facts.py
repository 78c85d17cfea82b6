"""What sentences are held to where their page has no name for it (tests/pages/told/): Keras, TensorFlow and NumPy are asked.

`facts.pytorch` asks PyTorch (pytorch.py), `facts.drawn` where the grids of a figure stand (drawn.py), `facts.explored` what the
explorer draws and says (explored.py), `facts.traced` what the tracer answers (traced.py).
"""

import ast
import inspect
import re

import drawn  # noqa: F401
import explored  # noqa: F401
import keras
import keras_backends  # noqa: F401
import numpy as np
import pytorch  # noqa: F401
import reference
import tensorflow as tf
import traced  # noqa: F401
from PIL import Image

import draw

layers = keras.layers
COLOURS = draw.CELLS  # of the first cell, the second …


def up(n, kernel_size, strides, padding="valid", output_padding=None):
    """The cells that Conv2DTranspose makes of n."""
    layer = layers.Conv2DTranspose(
        1, kernel_size, strides=strides, padding=padding, output_padding=output_padding
    )
    return layer.compute_output_shape((1, n, n, 1))[1]


def down(n, kernel_size, strides=1, padding="valid", dilation_rate=1):
    """The cells that Conv2D makes of n."""
    layer = layers.Conv2D(1, kernel_size, strides, padding, dilation_rate=dilation_rate)
    return layer.compute_output_shape((1, n, n, 1))[1]


def canvas(image, kernel, strides):
    """All stamps of an image of one or two axes, added up, from the definition."""
    image, kernel = np.asarray(image), np.asarray(kernel)
    size = np.subtract(image.shape, 1) * strides + kernel.shape
    total = np.zeros(size, np.result_type(image, kernel))
    for cell in np.ndindex(image.shape):
        start = np.multiply(cell, strides)
        total[tuple(map(slice, start, start + kernel.shape))] += image[cell] * kernel
    return total


def counts(kernel_size, strides):
    """How many stamps reach each cell away from the border, along one axis."""
    whole = canvas(np.ones(3 * kernel_size, int), np.ones(kernel_size, int), strides)
    return whole[kernel_size:-kernel_size]


def pytorch_keeps_then_appends(image, kernel, strides):
    """Whether PyTorch's output_padding keeps what padding would cut at the end, and puts zeros where nothing is cut."""
    whole = canvas(image, kernel, strides)
    kept, appended = (reference.pytorch(image, kernel, strides, padding, 1) for padding in (1, 0))
    return np.array_equal(kept, whole[1:, 1:]) and np.array_equal(appended, np.pad(whole, ((0, 1), (0, 1))))


def cut(kernel_size, strides, n=4, padding="same", output_padding=None):
    """How many cells of the canvas Keras drops, at the start and at the end."""
    given = {} if output_padding is None else {"output_padding": output_padding}
    kept = np.flatnonzero(reference.kept(n, kernel_size, strides=strides, padding=padding, **given))
    return int(kept[0]), (n - 1) * strides + kernel_size - 1 - int(kept[-1])


def appended(kernel_size, strides, padding="valid", output_padding=None, n=4):
    """How many zeros Keras puts behind the canvas."""
    return max(up(n, kernel_size, strides, padding, output_padding) - ((n - 1) * strides + kernel_size), 0)


def padded(n, kernel_size, strides=1):
    """How many zeros TensorFlow's SAME puts before and after n cells: where a window of ones counts fewer."""
    ones = tf.ones((1, n, 1))
    # the k-th channel is the k-th cell of the window
    place = np.eye(kernel_size, dtype="float32")[:, None, :]
    seen = tf.nn.conv1d(ones, place, strides, "SAME")[0].numpy()
    return int(kernel_size - seen[0].sum()), int(kernel_size - seen[-1].sum())


def parameters(layer, *shape):
    """The layer's parameters on an input of this shape without its batch axis."""
    layer.build((None, *shape))
    return layer.count_params()


def refused(function):
    """Whether Keras or TensorFlow refuses it; what else goes wrong is a fault of the expression."""
    try:
        function()
    except (ValueError, tf.errors.OpError):
        return True
    return False


def message(function):
    """What Keras or TensorFlow says when it refuses; nothing where it does not."""
    try:
        function()
    except (ValueError, tf.errors.OpError) as error:
        return str(error)
    return ""


def kernel_shape(layer, *shape):
    """The shape of the kernel that the layer has on an input of this shape without its batch axis."""
    layer.build((None, *shape))
    return tuple(layer.kernel.shape)


def slopes(function, at):
    """How fast a function of TensorFlow grows with each cell of what it is given."""
    cells = tf.Variable(np.array(at, float))
    with tf.GradientTape() as tape:
        value = function(cells)
    return tape.gradient(value, cells).numpy()


def pooling_gradient(window):
    """What max pooling of one window sends back to each of its cells."""
    cells = tf.Variable(np.array(window, float)[None, ..., None])
    with tf.GradientTape() as tape:
        largest = tf.nn.max_pool2d(cells, len(window), 1, "VALID")
    return tape.gradient(largest, cells)[0, ..., 0].numpy()


def reads(layer, step, steps, features):
    """The time steps of the input on which the layer's output of one step depends."""
    series = tf.Variable(np.random.default_rng(0).random((1, steps, features)).astype("float32"))
    layer.build(series.shape)
    layer.set_weights([np.full(weight.shape, 0.3) for weight in layer.get_weights()])
    with tf.GradientTape() as tape:
        output = tf.reduce_sum(layer(series)[0, step])
    return np.flatnonzero(tape.gradient(output, series)[0].numpy().any(axis=1)).tolist()


def weights(layer, *shape):
    """The shapes of the layer's weights on an input of this shape without its batch axis."""
    layer.build((None, *shape))
    return [tuple(weight.shape) for weight in layer.weights]


def trained(layer, *shape):
    """The names of the weights that training changes, on an input of this shape without its batch axis."""
    layer.build((None, *shape))
    return [weight.name for weight in layer.trainable_weights]


def kinds(model):
    """The classes of a model's layers, in their order."""
    return [type(layer).__name__ for layer in model.layers]


def received(function):
    """The shape that Keras says it received, where it refuses a number of axes."""
    return ast.literal_eval(re.search(r"Full shape received: (\(.*\))", message(function))[1])


def arguments(layer):
    """The names of a layer's arguments, in the order in which they are given without a name."""
    return list(inspect.signature(layer).parameters)


def pillow(mode, width, height):
    """The shape of the array that an image of this mode is, "L" grey, "RGB" in colour, and its type."""
    array = np.asarray(Image.new(mode, (width, height)))
    return array.shape, array.dtype.name


def message_in_a_graph(operation, *shape):
    """What TensorFlow says when it sets up an operation on this shape, without a layer that looks at it before."""
    graph = tf.function(operation, autograph=False)
    return message(lambda: graph.get_concrete_function(tf.TensorSpec(shape)))


def halved(n, times):
    """The cells that n become in `times` pairs of a VALID convolution with kernel 3 and a pooling by 2."""
    stack = [layer for _ in range(times) for layer in (layers.Conv1D(1, 3), layers.MaxPooling1D(2))]
    return keras.Sequential([keras.Input((n, 1)), *stack]).output_shape[1]


def joins(layer, *shapes):
    """Whether a layer takes maps of these shapes together."""
    return not refused(lambda: layer([np.zeros(shape) for shape in shapes]))


def comes_back(n, times):
    """Whether so many poolings by 2, and as many doublings, give n cells again."""
    stack = [layers.MaxPooling1D(2)] * times + [layers.UpSampling1D(2)] * times
    shape = (1, n, 1)
    for layer in stack:
        shape = layer.compute_output_shape(shape)
    return shape[1] == n


def dilated(image, kernel, strides, dilation_rate):
    """TensorFlow's convolution with both, which Keras's layers refuse."""
    given = (
        np.asarray(a, float)
        for a in (np.asarray(image)[None, ..., None], np.asarray(kernel)[..., None, None])
    )
    return tf.nn.conv2d(*given, strides, "VALID", dilations=dilation_rate)[0, ..., 0].numpy()


def cropped_valid(kernel_size, strides, before, after):
    """What Keras's VALID leaves of a small image when its canvas is cropped; nothing where cells would have to be added."""
    image, kernel = SMALL_IMAGE, _numbered(kernel_size)
    crop = layers.Cropping2D(((before, after), (before, after)))
    return crop(reference.transpose(image, kernel, strides=strides)[None, ..., None])[0, ..., 0].numpy()


def pytorch_transposed(kernel_size, strides, padding, output_padding):
    """What PyTorch's transposed convolution gives for the same image and kernel."""
    return reference.pytorch(SMALL_IMAGE, _numbered(kernel_size), strides, padding, output_padding)


SMALL_IMAGE = np.array([[1, 2, 3], [4, 5, 6]])


def _numbered(kernel_size):
    return np.arange(1, kernel_size**2 + 1).reshape(kernel_size, kernel_size)


def gru(weights, series):
    """What a GRU of one unit of Keras gives after a series: its three gates have these weights, a half, a third … of them."""
    layer = layers.GRU(1)
    layer.build((1, len(series), 1))
    given = [np.array(weights) / divisor for divisor in (2, 3, 4, 5)]
    layer.set_weights([given[0][None], given[1][None], np.stack(given[2:])])
    return float(layer(np.array(series, "float32").reshape(1, -1, 1))[0, 0])


def dense_takes(kernel_of, units=2, channels=3, height=4, width=5):
    """Whether Keras's Flatten and the kernel that is made of Linear's weight give what Linear gives channel by channel."""
    dice = np.random.default_rng(0)
    weight, image = dice.random((units, channels * height * width)), dice.random((channels, height, width))
    flat = layers.Flatten()(np.moveaxis(image, 0, -1)[None]).numpy()
    return np.allclose(flat @ kernel_of(weight, units, channels, height, width), weight @ image.ravel())


def normalized(weights, x, epsilon):
    """What Keras's BatchNormalization with these four weights makes of a number when it does not train."""
    layer = layers.BatchNormalization(epsilon=epsilon)
    layer.build((None, 1))
    layer.set_weights([np.array([weight]) for weight in weights])
    return float(layer(np.array([[x]], "float32"))[0, 0])


def is_a_weighted_sum(*stack):
    """Whether these layers in a row give a weighted sum of the time steps and a constant, whatever goes in."""
    model, dice = keras.Sequential(stack), np.random.default_rng(0)
    one, other = dice.normal(size=(2, 1, 20, 1))
    return np.allclose(model(one + other) - model(one), model(other) - model(0 * one), atol=1e-5)


def logistic(n):
    """So many numbers of the logistic map with 3.9, from 0.2 on."""
    found = [0.2]
    while len(found) < n:
        found.append(3.9 * found[-1] * (1 - found[-1]))
    return np.array(found)


def flops(layer, *shape):
    """The operations that TensorFlow's profiler counts of a layer on one input of this shape; a multiply-add is two."""
    graph = tf.function(layer, autograph=False).get_concrete_function(tf.TensorSpec((1, *shape))).graph
    options = tf.compat.v1.profiler.ProfileOptionBuilder.float_operation()
    return tf.compat.v1.profiler.profile(graph, options={**options, "output": "none"}).total_float_ops


def bilinear(row):
    """UpSampling2D's bilinear interpolation of a row."""
    given = np.array(row, "float32").reshape(1, 1, -1, 1)
    return layers.UpSampling2D((1, 2), interpolation="bilinear")(given)[0, 0, :, 0].numpy().tolist()


def bilinear_by_stamps(row):
    """The same by a transposed convolution whose kernel falls off linearly, SAME."""
    return reference.transpose(row, [0.25, 0.75, 0.75, 0.25], strides=2, padding="same").tolist()
