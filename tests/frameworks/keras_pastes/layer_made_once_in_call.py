import keras
from keras import layers


class Once(layers.Layer):
    def __init__(self):
        super().__init__()
        self.first = layers.Dense(3)

    def call(self, x):
        if not hasattr(self, "norm"):
            self.norm = layers.LayerNormalization()  # Keras runs `call` once before, to build `first`
        return self.norm(self.first(x))


inputs = keras.Input((20,))
model = keras.Model(inputs, Once()(inputs))
