"""Small Keras programs by hand, for what the random ones do not write: the door says what Keras says, word for word."""

import re

import pytest
from frameworks import door

from sitebuild.pages.page import ROOT

CALLS = ROOT / "tests/frameworks/keras_calls.txt"
IMPORTS = "import keras\nimport numpy as np\nimport tensorflow as tf\nfrom keras import layers, ops\n"
# a layer and a model of the paste's own around a convolution and a Sequential that was made for other sizes
OWN = """class Declared(layers.Layer):
    def build(self, shape):
        self.inner = layers.Conv2D(4, 3)
        self.factor = self.add_weight(shape=(shape[-1],))
    def call(self, x):
        return self.inner(x) * self.factor
    def compute_output_shape(self, shape):
        return (*shape[:-1], 4)
class Coded(layers.Layer):
    def __init__(self):
        super().__init__()
        make = tf.random_uniform_initializer()
        self.codes = tf.Variable(initial_value=make(shape=(3, 7), dtype="float32"), trainable=True)
    def call(self, x):
        near = tf.argmin(tf.reduce_sum(self.codes**2, axis=0) - 2 * tf.matmul(tf.reshape(x, [-1, 3]), self.codes), axis=1)
        return tf.reshape(tf.matmul(tf.one_hot(near, 7), self.codes, transpose_b=True), tf.shape(x))
class Block(layers.Layer):
    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(3)
        self.conv = layers.Conv2D(2, 3)
    def call(self, x):
        return self.conv(self.dense(x))
conv = layers.Conv2D(7, (3, 2), strides=2)
conv.build((None, 8, 8, 4))
made = keras.Sequential([keras.Input((4, 4, 1)), layers.Conv2D(2, 3), layers.GlobalAveragePooling2D()])
class Named(layers.Layer):
    def call(self, inputs):
        return ops.concatenate([inputs["a"], inputs["b"]], axis=-1)
class Turned(layers.Layer):
    def call(self, x):
        rows, columns, channels = x.get_shape().as_list()[1:]
        a = tf.reshape(x, [-1, rows * columns, channels])
        b = tf.matmul(a, a, transpose_a=True) + tf.cast(tf.range(start=0, limit=channels), tf.float32)
        return tf.matmul(a, b) + tf.cast(tf.range(x.shape.as_list()[-1]), tf.float32)
def counted(**inputs):
    attention = layers.MultiHeadAttention(2, 5)
    attention(**inputs)
    return layers.Dense(attention.count_params())(keras.Input((3,)))
class Pooled(layers.Layer):
    def __init__(self, inside=lambda layers: layers[0]):
        super().__init__()
        self.inner = inside([layers.AveragePooling2D((3, 5))])
    def call(self, x):
        return self.inner(x)
def Run(run):
    return Pooled(lambda _: run)
def counted_up(size):
    return tf.cast(tf.range(start=0, limit=size, delta=1), "float32")
def sizes_around(size):
    return tf.concat([tf.expand_dims(size, -1), tf.constant([1, 1, 1])], 0)
class Dilated(layers.Layer):
    def call(self, x):
        if len(x.shape) == 5:
            return layers.Conv3D(3, 3, dilation_rate=2)(x)
        return layers.DepthwiseConv2D(3, dilation_rate=2, strides=2, padding="same")(x)
DATA = tf.data.Dataset.from_tensor_slices((np.zeros((10, 3, 5)), np.zeros(10)))
class Step(layers.Layer):
    def __init__(self, units, output_size=None):
        super().__init__()
        self.units, self.state_size = units, [units, 3]
        if output_size:
            self.output_size = output_size
    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.units))
    def call(self, x, states):
        return ops.matmul(x, self.kernel), states
def stack(shape, layer):
    return keras.Sequential([keras.Input(shape), layer])
def twice(first, second, inside):
    stacked = keras.Sequential(inside)
    stacked(keras.Input(first))
    return stacked(keras.Input(second))
def in_turn(layer, *shapes):
    return [layer(keras.Input(shape)) for shape in shapes][-1]
def network(shape, layer):
    return keras.Model(inputs := keras.Input(shape), layer(inputs))
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.made = made
    def call(self, x):
        return self.made(x)
"""
REFUSED = {
    "a first layer's input that is no tuple": "keras.Sequential([layers.Dense(3, input_shape=(784))])",
    "a list of two shapes that is none": "layers.Reshape(6)(x)",
    "an axis that is no tuple": "layers.Permute((1))(x)",
    "a layer that was not called": "layers.Conv2D(2, 3)(layers.MaxPooling2D())",
    "a layer among tensors": "layers.Add()([x, layers.Flatten()])",
    "a Sequential that was not called": "layers.Dense(2)(keras.Sequential([layers.Flatten()]))",
    "a transposed convolution that was not called": "layers.Dense(2)(layers.Conv2DTranspose(2, 3))",
    "a layer's class": "layers.Dense(2)(layers.LSTM)",
    "a number beside a tensor": "layers.Dense(2)(x, 5)",
    "a phase without its name": "layers.Dropout(0.5)(x, True)",
    "a phase without its name in a layer's own call": "Run(lambda t: layers.BatchNormalization()(t, False))(x)",
    "a number into a layer of the paste": "Turned()(x, 3)",
    "two tensors that are no list": "layers.Concatenate()(x, x)",
    "too many tensors into a layer of the paste": "Turned()(x, x)",
    "an argument of the layer in its call": "layers.Conv2D(2, 3)(x, strides=2)",
    "an argument that a layer of the paste does not take": "Turned()(x, mask=x)",
    "attention of one tensor": "layers.MultiHeadAttention(2, 3)(x)",
    "a layer of the paste without its input": "Named()()",
    "nothing for an input": "layers.Dense(2)(None)",
    "an output of another input": "keras.Model(x, layers.Dense(2)(keras.Input((3,))))",
    "one output of two of another input": "keras.Model(x, [layers.Flatten()(x), layers.Dense(2)(keras.Input((3,)))])",
    "an input that is left out": "keras.Model(x, {'a': x, 'b': layers.Add()([x, keras.Input((37, 50, 3))])})",
    "an output ahead of the input": "keras.Model(layers.Dense(4)(x), [[layers.Dense(2)(x)]])",
    "what is computed at once": "Pooled(lambda _: lambda x: x - np.zeros((2, 4), 'float32'))(tf.zeros((2, 5)))",
    "tensors that are computed at once": "Pooled(lambda _: lambda x: tf.zeros((2, 1, 4)) + x)(tf.zeros((3, 5, 4)))",
    "too many indices at once": "Pooled(lambda _: lambda x: x[:, 0, :])(tf.zeros((2, 5)))",
    "an index beyond the last at once": "Pooled(lambda _: lambda x: x[..., -7])(tf.zeros((2, 5)))",
    "too many indices of TensorFlow": "Run(lambda t: t[:, 0, :])(keras.Input((5,)))",
    "an index beyond the last of TensorFlow": "Run(lambda t: t[:, 5])(keras.Input((5,)))",
    "channels that fill no blocks": "ops.depth_to_space(layers.Conv2D(10, 1)(x), 3)",
    "rows that fill no blocks": "ops.space_to_depth(keras.Input((9, 8, 2)), 2)",
    "columns that fill no blocks": "ops.space_to_depth(keras.Input((8, 9, 2)), 2)",
    "blocks of too few axes": "ops.depth_to_space(keras.Input((9, 4)), 2)",
    "channels that fill no blocks of TensorFlow": "Run(lambda t: tf.nn.depth_to_space(t, 3))(keras.Input((8, 8, 10)))",
    "cells that fill no blocks of TensorFlow": "Run(lambda t: tf.nn.space_to_depth(t, 3))(keras.Input((8, 8, 10)))",
    "GroupNormalization of no channels": "network((1,), lambda x: layers.GroupNormalization(groups=-1)(x[:, 1:]))",
    "a size below zero": "keras.Input((48, -3))",
    "a size below zero of a first layer": "keras.Sequential([layers.Conv1D(4, 3, input_shape=(48, -3))])",
    "a batch below zero": "keras.Input((3,), batch_size=-2)",
    "an array below zero": "np.zeros((1, -3))",
    "a layer of PyTorch": "layers.Conv2d(2, 3)(x)",
    "a layer of PyTorch that is imported": "x\nfrom keras.layers import Conv2d",
    "a layer of tf.keras that is none": "tf.keras.layers.Maxpool2d()(x)",
    "cropping in a layer's own call": "Run(layers.Cropping2D(2))(keras.Input((9, 4, 1)))",
    "an operation that is none": "ops.squeze(x)",
    "a running sum of no axis": "ops.cumsum(x, axis=4)",
    "a cell's weights": "layers.GRU(3)(keras.Input((4, None)))",
    "a cell that is given": "layers.RNN(layers.LSTMCell(3))(keras.Input((4, None)))",
    "a cell that reads forwards": "layers.Bidirectional(layers.LSTM(3))(keras.Input((4, None)))",
    "weights in a Sequential": "keras.Sequential([keras.Input((4, None)), layers.TimeDistributed(layers.Dense(3))])",
    "weights in a Sequential in a Sequential": "keras.Sequential([keras.Input((4, None)), keras.Sequential([layers.Dense(2)])])",
    "cells that fill no example": "Pooled(lambda _: lambda x: ops.reshape(x, (3, 3)))(keras.Input((4,)))",
    "attention in a Sequential": "keras.Sequential([keras.Input((9, 4)), layers.Conv1D(3, 2), layers.MultiHeadAttention(1, 3)])",
    "too few axes on each step": "layers.TimeDistributed(layers.Conv2D(2, 3))(keras.Input((4, 5)))",
    "no series on each step": "layers.TimeDistributed(layers.LSTM(2))(keras.Input((4, 5)))",
    "a model of other sizes on each step": "layers.TimeDistributed(made)(keras.Input((2, 6, 4, 1)))",
    "pooling in a layer's own call": "Pooled()(keras.Input((6, 4, 2)))",
    "pooling in a model in a layer's own call": "Pooled(keras.Sequential)(keras.Input((6, 4, 2)))",
    "a size of NumPy": "layers.Dense(np.prod((2, 3)))(keras.Input((4,)))",
    "a name with a slash": "layers.Dense(3, name='a/b')",
    "a name that is none": "layers.Dense(3, name=5)",
    "an axis that may be longer": "ops.squeeze(keras.Input((None, 3)), axis=1)",
    "a dot of other lengths": "ops.dot(keras.Input((3, 4)), np.ones((5, 2)))",
    "an old attribute": "keras.Input((3, 4))._keras_shape",
    "an old method": "keras.Input((3, 4)).get_shape()",
    "arrays that do not fit": "np.zeros((3, 1, 2)) * np.zeros((4, 3))",
    "pooling": "layers.MaxPooling2D(5)(keras.Input((4, 4, 1)))",
    "pooling in a Sequential": "keras.Sequential([keras.Input((4, 4, 1)), layers.AveragePooling2D(5)])",
    "cropping": "layers.Cropping2D(3)(keras.Input((4, 4, 1)))",
    "reshape": "layers.Reshape((3, 3))(keras.Input((8,)))",
    "add": "layers.Add()([keras.Input((4,)), keras.Input((3,))])",
    "dot": "layers.Dot(axes=1)([keras.Input((4,)), keras.Input((3,))])",
    "concatenate": "layers.Concatenate()([keras.Input((4, 2)), keras.Input((3, 3))])",
    "ops.concatenate": "ops.concatenate([keras.Input((4, 2)), keras.Input((3, 3))], axis=-1)",
    "convolution on each step": "layers.TimeDistributed(layers.Conv2D(2, 5))(keras.Input((2, 3, 3, 1)))",
    "pooling on each step": "layers.TimeDistributed(layers.MaxPooling2D(5))(keras.Input((2, 3, 3, 1)))",
    "both directions": "layers.Bidirectional(layers.LSTM(3))(keras.Input((4,)))",
    "a layer's own call": "Block()(keras.Input((4,)))",
    "a layer's own call with numbers": "Block()(np.zeros((2, 4)))",
    "other sizes for a Sequential": "made(keras.Input((5, 5, 1)))",
    "other sizes for a Model": "keras.Model(made.inputs, made.outputs)(keras.Input((5, 5, 1)))",
    "too many axes": "layers.Conv1DTranspose(3, 3)(x)",
    "cells that are given together": "layers.RNN([layers.LSTMCell(3), layers.GRUCell(5)])(keras.Input((4, None)))",
    "a named stack of cells": "layers.RNN(layers.StackedRNNCells([layers.GRUCell(5)], name='s'))(keras.Input((4, None)))",
    "a layer that is no cell": "layers.RNN(layers.Dense(5))(keras.Input((8, 4)))",
    "a layer among cells": "layers.RNN([layers.LSTMCell(3), layers.Dense(5)])(keras.Input((8, 4)))",
    "an axis to squeeze in a layer's own call": "Run(lambda x: ops.squeeze(x, axis=1))(x)",
    "an axis to squeeze that is not there": "ops.squeeze(x, axis=(1, 7))",
    "a convolution in a Sequential that fits nowhere": "stack((None, None, 1), layers.Conv2D(2, 3))(keras.Input((2, 2, 1)))",
    "pooling in a Model that fits nowhere": "network((None, None, 1), layers.MaxPooling2D(3))(keras.Input((2, 2, 1)))",
    "a Sequential without the last axis": "stack((6, 6, 1), layers.Conv2D(2, 3))(keras.Input((6, 6)))",
    "pooling of other axes in a Sequential": "stack((6, 6, 6, 1), layers.MaxPooling3D(2))(keras.Input((6, 6, 6)))",
    "pooling of an open axis that is stretched": "stack((None, 6, 1), layers.AveragePooling2D((2, 3)))(keras.Input((None, 6)))",
    "built at the first call": "keras.Sequential([layers.Dense(3), layers.Conv2D(2, 3)])(keras.Input((4,)))",
    "permuted axes of fewer": "twice((9, 6), (9,), [layers.Permute((2, 1))])",
    "cropping of fewer axes": "twice((9, 6), (9,), [layers.Cropping1D(1)])",
    "padding of too few axes": "twice((9, 12, 8, 6), (9, 12), [layers.ZeroPadding3D(1)])",
    "a separable convolution of fewer axes": "twice((9, 6), (9,), [layers.SeparableConv1D(4, 3)])",
    "a depthwise convolution of fewer axes": "twice((9, 12, 6), (9, 12), [layers.DepthwiseConv2D(3)])",
    "a normalized kernel of other channels": "in_turn(layers.SpectralNormalization(layers.Dense(3)), (5, 3), (5, 7))",
}
# of which Keras does not say why
LAMBDA = "layers.Lambda(lambda x: ops.concatenate([x, ops.ones((2, 2, 2))]))(keras.Input((4,)))"
TAKEN = {
    "nothing beside a tensor": "layers.Dense(2)(x, None)",
    "an output behind a layer": "keras.Model(h := layers.Dense(4)(x), layers.Dense(2)(h))(keras.Input((37, 50, 4)))",
    "a phase of a layer that asks for none": "layers.Flatten()(x, training=True)",
    "a transposed convolution of fewer axes": "twice((9, 12, 6), (9, 12), [layers.Conv2DTranspose(4, 3, strides=2)])",
    "padding of fewer axes": "twice((9, 12, 6), (9, 12), [layers.ZeroPadding2D(1)])",
    "padding of more axes": "twice((9, 12, 8, 6), (9, 12, 8, 6, 5), [layers.ZeroPadding3D(1)])",
    "cropping of more axes": "twice((9, 12, 6), (9, 12, 6, 5), [layers.Cropping2D(1)])",
    "permuted axes of more": "twice((9, 6), (9, 6, 5), [layers.Permute((2, 1))])",
    "both directions of more axes": "twice((5, 3), (5, 3, 2), [layers.Bidirectional(layers.LSTM(4))])",
    "a normalized kernel of more axes": "twice((5, 3), (5, 3, 2), [layers.SpectralNormalization(layers.Dense(3))])",
    "a Sequential that gives a state": "stack((5, 3), layers.GRU(4, return_state=True))(keras.Input((5, 3)))[1]",
    "several tensors in a Sequential": "keras.Sequential([layers.LSTM(4, return_state=True), layers.Add()])(keras.Input((5, 3)))",
    "a dropout of a list": "layers.Dropout(0.5)([x, x[:, 1:]])[1]",
    "UpSampling of more axes": "twice((9, 12, 9), (9, 12, 9, 8), [layers.Dense(3), layers.UpSampling2D(2)])",
    "PReLU of another rank": "twice((6,), (6, 2), [layers.PReLU(shared_axes=[1]), layers.Reshape((6, -1))])",
    "GroupNormalization of another rank": "twice((2,), (2, 1), [layers.GroupNormalization(1), layers.Dense(2)])",
    "an open size as the end of a range": "Run(lambda x: counted_up(tf.shape(x)[0])[:, None, None, None] * x)(x)",
    "as often as an open size says": "Run(lambda x: tf.tile(x[:1], [tf.shape(x)[0], 2, 1, 1]))(x)",
    "sizes that are put together": "Run(lambda x: x * tf.tile(x[:1], sizes_around(tf.shape(x)[0])))(x)",
    "losses of TensorFlow": "Run(lambda x: tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=x))(x)",
    "losses for each example": "Run(lambda x: tf.nn.softmax_cross_entropy_with_logits(x, x)[..., None])(x)",
    "a repeated row of more axes": "keras.Sequential([keras.Input((8,)), layers.RepeatVector(6)])(keras.Input((8, 16, 3)))",
    "rows padded on fewer axes": "keras.Sequential([keras.Input((None, None)), layers.ZeroPadding1D(1)])(keras.Input((5,)))",
    "words that are known": "layers.Dense(len(layers.StringLookup(vocabulary=['a', 'b'], mask_token='').get_vocabulary()))(x)",
    "words that are known otherwise": "layers.Dense(layers.IntegerLookup(vocabulary=[-1, 7, 9]).vocabulary_size())(x)",
    "a running sum without an axis": "ops.reshape(ops.cumsum(keras.Input(batch_shape=(2, 4, 3))), (2, 12))",
    "a running product": "ops.cumprod(x, axis=-2)",
    "a layer that its configuration makes": "Pooled.from_config({'inside': lambda layers: layers[0]})(x)",
    "a phase that nobody asks for": "Pooled()(x, training=True)",
    "batches of a dataset, its last too": "next(iter(DATA.batch(4)))[0] + [a for a, b in DATA.batch(6)][1][0]",
    "a dataset by its functions": "[b for a, b in DATA.map(lambda a, b: (b, a[..., None])).shuffle(5).batch(3, True).take(2)][0]",
    "what a dataset says of its elements": "keras.Input(batch_shape=DATA.batch(4).prefetch(1).element_spec[0].shape)",
    "datasets side by side": "next(iter(tf.data.Dataset.zip((DATA, tf.data.Dataset.range(5))).batch(2)))[0][0]",
    "a shape that the layer declares": "Declared()(x)",
    "a variable of TensorFlow": "Coded()(x)",
    "a function by its name": "layers.Dense(3)(keras.activations.get('gelu')(keras.activations.get(None)(x)))",
    "an initializer that is called": "keras.initializers.HeNormal()((3, 4)) + np.zeros((5, 3, 4))",
    "a dilated window over an open side": "Dilated()(keras.Input((9, None, 8, 2)))[:, :, 0]",
    "a dilated window that steps": "Dilated()(keras.Input((9, 8, 2)))[:, :, 0]",
    "a dilated window that steps and pads nothing": "Pooled(lambda _: layers.DepthwiseConv2D(2, strides=2, dilation_rate=3))(x)",
    "a dilated separable window that steps": "Pooled(lambda _: layers.SeparableConv2D(4, 2, 2, 'same', None, 3))(x)[:, 0]",
    "inputs by their names": "counted(value=keras.Input((6, 4)), query=keras.Input((7, 8)))",
    "in another order": "counted(key=keras.Input((6, 3)), value=keras.Input((6, 4)), query=keras.Input((7, 8)))",
    "shapes of TensorFlow": "Turned()(keras.Input((3, 5, 2)))",
    "a size that is open as a number": "layers.Lambda(lambda t: t * tf.cast(tf.shape(t)[0], 'float32'))(x)",
    "a Lambda of two inputs": "layers.Lambda(lambda x: x[0], lambda shapes: (*shapes[1][:2], 2))([x, x])",
    "an old slope": "layers.LeakyReLU(alpha=0.2)(x)",
    "a dot": "ops.dot(layers.Dense(6)(x), np.ones((6, 2)))",
    "a number of NumPy": "layers.Conv2D(np.prod((2, 3)) // 2, 3)(layers.Dense(int(np.prod((2, 3))))(x))",
    "arrays that are made": "np.concatenate([np.sin(np.arange(6.0)[:, np.newaxis] / 10 ** np.arange(4)), np.ones((6, 3))], -1)",
    "arrays in a list": "np.stack([np.zeros((3, 4))] * 5, axis=1) + np.array([np.zeros(4)] * 5)",
    "an array by an array": "np.zeros((7, 8))[np.random.randint(0, 7, 5)] - np.reshape(np.ones(8), (1, -1))",
    "cells of the paste": "layers.RNN(Step(6), return_state=True)(keras.Input((8, 4)))[2]",
    "cells of the paste together": "layers.RNN([Step(6, output_size=7), Step(5)], return_sequences=True)(keras.Input((8, 4)))",
    "numbers side by side": "layers.Dense(len([r for r in ops.linspace(0.0, 0.1, 6) if r > 0.03]))(x)",
    "numbers side by side of NumPy": "layers.Dense(5 if np.linspace(0, 1, 5)[-2] > 0.7 else 3)(x)",
    "repeated elements": "Run(lambda t: tf.keras.backend.repeat_elements(t, rep=2, axis=3))(x)",
    "a size in a cast": "Run(lambda t: t * ops.cast(ops.shape(t)[0], 'float32'))(x)",
    "pooling without the last axis": "stack((6, 6, 1), layers.MaxPooling2D((2, 3)))(keras.Input((6, 6)))",
    "pooling of series without the last axis": "network((9, 1), layers.AveragePooling1D(2))(keras.Input((9,)))",
    "pooling of series with one axis more": "stack((9, 4), layers.MaxPooling1D(3))(keras.Input((9, 4, 1)))",
    "a model on more axes": "keras.Model(a := keras.Input((1,)), layers.LayerNormalization()(a))(keras.Input((16, 3)))",
    "labels": "keras.utils.to_categorical(np.zeros((9, 1)), 4)",
    "numbers into a layer's own call": "Block()(np.zeros((2, 6, 6, 1)))",
    "numbers without channels into a Sequential": "made(np.zeros((2, 9, 7)))",
    "numbers without channels into a Model": "keras.Model(made.inputs, made.outputs)(np.zeros((2, 4, 4)))",
    "numbers with an axis more into a Sequential": "stack((4,), layers.Dense(3))(np.zeros((2, 4, 1)))",
    "other numbers into a Sequential": "made(np.zeros((2, 9, 7, 1)))",
    "a Sequential in a model's own call": "Net()(keras.Input((9, 7, 1)))",
    "blocks": "ops.depth_to_space(keras.Input((4, None, 18)), 3)",
    "blocks of channels": "ops.space_to_depth(keras.Input((2, 6, 8)), 2, data_format='channels_first')",
    "blocks of TensorFlow": "layers.Lambda(lambda t: tf.nn.depth_to_space(t, block_size=2))(keras.Input((4, None, 8)))",
    "channels of TensorFlow": "Run(lambda t: tf.nn.space_to_depth(t, 2, data_format='NCHW'))(keras.Input((2, 6, 8)))",
    "resize": "ops.image.resize(x, (20, 24))",
    "patches": "ops.image.extract_patches(x, (5, 4), strides=(2, 3), padding='same')",
    "a patch's channels": "ops.image.extract_patches(x, 5)",
    "crop": "ops.image.crop_images(x, 2, 3, target_height=10, target_width=12)",
    "pad": "ops.image.pad_images(x, top_padding=2, left_padding=1, bottom_padding=0, right_padding=4)",
    "gray": "ops.image.rgb_to_grayscale(x)",
    "arguments of layers": "layers.Dense(conv.filters * 2)(layers.Conv2D(3, conv.kernel_size, conv.strides)(x))",
    "arguments that were left out": "layers.MaxPooling2D(2, layers.AveragePooling2D(3).strides, data_format=conv.data_format)(x)",
    "arguments of one axis": "layers.Dense(layers.UpSampling1D(3).size + len(layers.Conv1D(2, 4).strides))(x)",
    "arrays in a dict": "Named()({'a': np.zeros((2, 5)), 'b': np.zeros((2, 3))})",
    "weights of layers": "layers.Dense(conv.kernel.shape[-1] + conv.bias.shape[0])(x)",
    "a new axis": "layers.Conv2D(2, 3)(np.zeros((2, 8, 9))[..., tf.newaxis])",
    "parts of an array": "layers.Dense(2)(np.zeros((7, 8, 9, 4))[1:5, ..., 2, None, :3])",
}


@pytest.fixture(scope="module")
def keras_says():
    """A function: a program → the message with which Keras refuses it, or None, and the shape of its `y`."""

    def judge(source):
        scope = {}
        try:
            exec(source, scope)
        except Exception as error:
            return plain(str(error)), None
        return None, [None if size is None else int(size) for size in scope["y"].shape]

    return judge


@pytest.fixture(scope="module")
def traced():
    """What the door says of each program."""
    lines = [*REFUSED.values(), *TAKEN.values(), LAMBDA]
    return dict(zip(lines, door.trace([{"source": source(line)} for line in lines]), strict=True))


def source(line):
    """A program that ends with a model which has the shape of `y`."""
    shown = "z = keras.Input(tuple(y.shape[1:]))\nmodel = keras.Model(z, layers.Identity()(z))\n"
    return f"{IMPORTS}{OWN}x = keras.Input((37, 50, 3))\ny = {line}\n{shown}"


def plain(message):
    """A message without colours, line breaks, nodes of a graph and the numbers that Keras gives to names."""
    return " ".join(re.sub(r"\x1b\[\d+m|{{function_node .*?}} |(?<=[a-z])_\d+(?=['/,])", "", message).split())


@pytest.mark.parametrize("line", REFUSED.values(), ids=REFUSED)
def test_refused(line, traced, keras_says):
    message, _ = keras_says(source(line))
    fault = next(model["fault"] for model in traced[line]["models"] if model["fault"])
    assert message.startswith(plain(fault["says"])), message
    assert plain(fault["says"]).endswith(plain(fault["reason"]))


def test_the_cause_that_a_lambda_hides(traced, keras_says):
    message, _ = keras_says(source(LAMBDA))
    fault = next(model["fault"] for model in traced[LAMBDA]["models"] if model["fault"])
    assert message.startswith(plain(fault["says"])) and fault["reason"] not in message
    assert "same shape except on the `axis`" in fault["reason"]


def test_one_layer_behind_several_tensors(keras_says):
    """Keras shows the tensors with all that they know."""
    line = "stack((5, 3), layers.GRU(4, return_state=True)).add(layers.Dense(3))"
    (answer,) = door.trace([{"source": source(line)}])
    said, expected = (
        re.sub(r"dense_\d+", "dense", message).partition(" Inputs received")[0]
        for message in (answer["models"][-1]["fault"]["says"], keras_says(source(line))[0])
    )
    assert said == expected


def test_a_list_where_a_layer_takes_one_tensor_is_named(keras_says):
    line = "layers.BatchNormalization()([x, x])"
    (answer,) = door.trace([{"source": source(line)}])
    assert keras_says(source(line))[0]
    assert "takes one tensor" in answer["unfollowed"][0]["text"]


@pytest.mark.parametrize("line", TAKEN.values(), ids=TAKEN)
def test_taken(line, traced, keras_says):
    _, shape = keras_says(source(line))
    answer = traced[line]
    assert (answer["unfollowed"], answer["asked"]) == ([], [])
    assert [model["fault"] for model in answer["models"] if model["fault"]] == []
    (model,) = [model for model in answer["models"] if model["variable"] == "model"]
    assert model["outputs"] == [None, *shape[1:]]


@pytest.mark.check
def test_calls(keras_says):
    """Layers and operations with arguments as people write them, right or wrong: sizes, and refusals word for word."""
    lines = CALLS.read_text("utf-8").splitlines()
    answers = door.trace([{"source": source(line), "repairs": False} for line in lines])
    wrong = []
    for line, answer in zip(lines, answers, strict=True):
        message, shape = keras_says(source(line))
        fault = next((model["fault"] for model in answer["models"] if model["fault"]), None)
        outputs = [model["outputs"] for model in answer["models"] if model["variable"] == "model"]
        told = answer["unfollowed"] + answer["asked"]
        if message is not None:
            agrees = fault is not None and message.startswith(plain(fault["says"]))
        else:
            agrees = fault is None and not told and outputs == [[None, *shape[1:]]]
        if not agrees:
            wrong.append(f"{line}: Keras says {message or shape}, the door {fault or told or outputs}")
    assert not wrong, f"{len(wrong)} of {len(lines)}\n" + "\n".join(wrong[:20])
    print(f"{len(lines)} calls of Keras")


def test_a_layer_of_numbers_is_no_part_of_the_model(keras_says):
    """What is computed at once, positions for instance, is a constant of the model."""
    text = (
        f"{IMPORTS}x = keras.Input((5, 4))\n"
        "positions = layers.Embedding(5, 4)(ops.arange(5))\n"
        "model = keras.Model(x, layers.Dense(3)(x + positions)[:, 0])\n"
    )
    scope = {}
    exec(text, scope)
    (answer,) = door.trace([{"source": text}])
    (model,) = [one for one in answer["models"] if one["variable"] == "model"]
    kept = [layer.__class__.__name__ for layer in scope["model"].layers]
    assert [layer["type"] for layer in model["layers"]] == [
        name for name in kept if name not in ("Add", "GetItem")
    ]
    assert (model["parameters"], model["fault"]) == (scope["model"].count_params(), None)


NEVER_CALLED = [
    "Net().input",
    "(Net()(keras.Input((4, 4, 1))), made.output)[1]",
    "(model := Net(), model(np.zeros((2, 4, 4, 1))), model.output)[2]",
    "(layer := layers.Dense(3), layer(np.zeros((2, 4))), layer.output)[2]",
    "(own := Block(), own.dense.output)[1]",
]


@pytest.mark.parametrize("line", NEVER_CALLED)
def test_what_keras_never_called_has_no_ends(line, keras_says):
    """Keras keeps neither calls on numbers nor those in the `call` of a layer of the paste."""
    (answer,) = door.trace([{"source": source(line)}])
    message, _ = keras_says(source(line))
    fault = next((model["fault"] for model in answer["models"] if model["fault"]), None)
    said = fault and fault["says"]
    assert re.sub(r"_\d+ has", " has", message) == re.sub(r"_\d+ has", " has", str(said))
