"""What Keras, TensorFlow and ONNX Runtime answer, in as many axes as the kernel has: the figures are held to it."""

import keras
import numpy as np
import onnxruntime
import tensorflow as tf
from onnx import TensorProto, helper

LAYERS = {1: keras.layers.Conv1DTranspose, 2: keras.layers.Conv2DTranspose}


def transpose(image, kernel, bias=0, **arguments):
    """Keras's Conv1DTranspose or Conv2DTranspose of one image with one channel, its weights set."""
    image, kernel = np.asarray(image), np.asarray(kernel)
    layer = LAYERS[kernel.ndim](1, kernel.shape, **arguments)
    layer.build((1, *image.shape, 1))
    layer.set_weights([kernel[..., None, None], np.array([bias])])
    return layer(image[None, ..., None].astype("float32"))[0, ..., 0].numpy()


def convolve(image, kernel, strides=1, padding="VALID"):
    """TensorFlow's convolution of one image with one channel, in one or two axes."""
    image, kernel = np.asarray(image, "float64"), np.asarray(kernel, "float64")
    operation = {1: tf.nn.conv1d, 2: tf.nn.conv2d}[kernel.ndim]
    return operation(image[None, ..., None], kernel[..., None, None], strides, padding)[0, ..., 0].numpy()


def bare_canvas(image, kernel, strides):
    """The whole canvas of a transposed convolution in one dimension: what TensorFlow gives for exactly this size."""
    image, kernel = np.asarray(image, "float32"), np.asarray(kernel, "float32")
    shape = 1, (len(image) - 1) * strides + len(kernel), 1
    taps = kernel[:, None, None]
    return tf.nn.conv1d_transpose(image[None, :, None], taps, shape, strides, "VALID")[0, :, 0].numpy()


def onnx(operator, inputs, **attributes):
    """What ONNX Runtime gives for one operator; `inputs` are name → array, without a name what is left out."""
    node = helper.make_node(operator, list(inputs), ["y"], **attributes)
    feed = {name: np.asarray(array, "float32") for name, array in inputs.items() if name}
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in [*feed, "y"]]
    graph = helper.make_graph([node], "one", ends[:-1], ends[-1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, feed)[0]


def pytorch(image, kernel, strides, padding=0, output_padding=0):
    """What PyTorch's ConvTranspose2d gives; PyTorch exports it to this ONNX operator, with these attributes."""
    inputs = {"x": np.asarray(image)[None, None], "w": np.asarray(kernel)[None, None]}
    sizes = {"strides": [strides] * 2, "pads": [padding] * 4, "output_padding": [output_padding] * 2}
    return onnx("ConvTranspose", inputs, **sizes)[0, 0]


def kept(n, kernel_size, **arguments):
    """Which cells of the canvas Keras keeps in one dimension, found by looking for its output on the canvas."""
    random = np.random.default_rng(0)
    signal, weights = random.random(n), random.random(kernel_size)
    canvas = bare_canvas(signal, weights, arguments["strides"])
    output = transpose(signal, weights, **arguments)[: canvas.size]  # what is longer holds zeros
    starts = range(canvas.size - output.size + 1)
    (start,) = [i for i in starts if np.allclose(canvas[i : i + output.size], output)]
    return (np.arange(canvas.size) >= start) & (np.arange(canvas.size) < start + output.size)


def pool(images, pool_size, strides=None, padding="valid", kind="max"):
    """TensorFlow's pooling of the last two axes; exact in float64."""
    images = np.asarray(images, "float64")
    operation = {"max": tf.nn.max_pool2d, "average": tf.nn.avg_pool2d}[kind]
    batch = images.reshape(-1, *images.shape[-2:], 1)
    result = operation(batch, pool_size, strides or pool_size, padding.upper()).numpy()
    return result.reshape(*images.shape[:-2], *result.shape[1:3])


def backward(image, kernel, sent_back, strides=1):
    """∂E/∂image and ∂E/∂kernel of a VALID convolution with one channel, by automatic differentiation.

    `sent_back` is ∂E/∂ of the feature map.
    """
    x, w = (tf.Variable(np.asarray(a, float)) for a in (image, kernel))
    with tf.GradientTape() as tape:
        feature_map = tf.nn.conv2d(x[None, ..., None], w[..., None, None], strides, "VALID")[0, ..., 0]
        error = tf.reduce_sum(feature_map * np.asarray(sent_back, float))
    return [gradient.numpy() for gradient in tape.gradient(error, [x, w])]


def network(X, W, b, V, U):
    """The network of the chapter on backpropagation: the sums F, G and Z, and their sigmoids A, H and Y."""
    F = tf.nn.conv2d(X[None, ..., None], W[..., None, None], 1, "VALID")[0, ..., 0] + b
    A = tf.sigmoid(F)
    G = tf.linalg.matvec(V, tf.reshape(A, [-1]))
    H = tf.sigmoid(G)
    Z = tf.linalg.matvec(U, H)
    return F, G, Z, A, H, tf.sigmoid(Z)
