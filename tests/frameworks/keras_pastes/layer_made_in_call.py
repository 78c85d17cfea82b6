import keras
from keras import layers


class Late(keras.Model):
    def __init__(self):
        super().__init__()
        self.first = layers.Dense(3)
        self.kept = {}

    def build(self, input_shape):
        self.second = layers.Dense(4)

    def call(self, x):
        self.again = self.second
        x = self.second(self.first(x))
        self.kept["last"] = layers.Dense(5)
        return self.kept["last"](x)


late = Late()
late(keras.ops.zeros((2, 8)))
