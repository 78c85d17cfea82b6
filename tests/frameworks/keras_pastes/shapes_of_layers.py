import os

import keras
from keras import layers


class Residual(layers.Layer):
    def __init__(self, filters, dilation, **kwargs):
        super().__init__(**kwargs)
        self.filters, self.dilation, self.stack = filters, dilation, []

    def add(self, layer):
        layer.build(self.shape)
        self.stack.append(layer)
        self.shape = layer.compute_output_shape(self.shape)

    def build(self, input_shape):
        self.shape = input_shape
        for number in range(2):
            self.add(
                layers.Conv1D(
                    self.filters, 3, dilation_rate=self.dilation, padding="causal", name=f"c{number}"
                )
            )
            self.add(layers.Activation("relu"))
            self.add(layers.SpatialDropout1D(0.1))
        self.match = layers.Conv1D(self.filters, 1)
        self.match.build(input_shape)

    def call(self, x, training=None):
        y = x
        for layer in self.stack:
            y = layer(y)
        return layers.add([self.match(x), y])


names = sorted({letter for file in ["ab1.png", "ca2.png"] for letter in file.split(os.path.extsep)[0]})
found = sorted({letter for file in ["ab1.png", "ca2.png"] for letter in file.split(".")[0]})
inputs = keras.Input((50, 6))
x = Residual(24, 1)(inputs)
x = Residual(32, 2)(x)
model = keras.Model(inputs, layers.Dense(len(names) + len(found))(x[:, -1]))
