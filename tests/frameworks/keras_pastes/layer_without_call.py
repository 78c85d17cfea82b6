import keras
from keras import layers


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(3)

    def forward(self, x):
        return self.dense(x)


class Uncalled(layers.Layer):
    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(3)

    def forward(self, x):
        return self.dense(x)


net = Net()
net.build((None, 4))
x = Uncalled()(keras.Input((4,)))
