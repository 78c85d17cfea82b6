import keras
from keras import layers


class Base(keras.Model):
    def __init__(self):
        super().__init__()
        self.stages, self.groups = [], {"inner": []}
        for units in (4, 5):
            self.stages.append([])
            for _ in range(2):
                self.stages[-1].append(layers.Dense(units))  # into a list that Keras did not copy
        self.groups["inner"].append(layers.Dense(6))
        self.set = [None] * 2
        for i in range(2):
            self.set[i] = layers.Dense(7 + i)
        self.less = [layers.Dense(9), layers.Dense(10), layers.Dense(11)]
        self.less.pop()
        del self.less[0]
        self.more = [layers.Dense(2)]
        self.more.extend([[layers.Dense(3)]])
        self.more[-1].append(layers.Dense(4))
        self.head = layers.Dense(10)

    def call(self, x):
        for stage in self.stages:
            for layer in stage:
                x = layer(x)
        for layer in [*self.groups["inner"], *self.set, *self.less, self.more[0], *self.more[1]]:
            x = layer(x)
        return self.head(x)


class Child(Base):
    def __init__(self):
        super().__init__()
        self.head = layers.Dense(3)  # the first stays in `layers`


net = Child()
net(keras.ops.zeros((1, 4)))
inputs = keras.Input((len(net.layers),))
model = keras.Model(inputs, layers.Dense(net.count_params())(inputs))
