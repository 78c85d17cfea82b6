import keras
from keras import layers


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        ahead = [layers.Dense(2, name="ahead")]
        self.down, self.pools = [], {}
        for number in range(2):
            self.down.append((f"d{number}", [layers.Dense(3 + number)]))
            self.pools[number] = layers.Dropout(0.1)
        self.last = layers.Dense(7)
        self.ahead = ahead
        ahead.append(layers.Dense(9))  # no longer the list of the model
        self.down += [("more", [layers.Dense(5)])]
        self.group = {"inner": {"first": layers.Flatten()}}
        self.group["inner"]["second"] = layers.ReLU()

    def call(self, x):
        for _, stack in self.down:
            for layer in stack:
                x = layer(x)
        for layer in self.ahead:
            x = layer(x)
        return self.last(x)


net = Net()
kinds = [type(layer).__name__ for layer in net.layers]
where = kinds.index("Dropout") * 10 + kinds.index("ReLU")
inputs = keras.Input((4,))
model = keras.Model(inputs, layers.Dense(where)(net(inputs)))
