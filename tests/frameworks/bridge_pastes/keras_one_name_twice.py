import keras
from keras import layers

a = keras.Sequential([keras.Input((6,)), layers.Dense(5, name="fc")], name="first")
b = keras.Sequential(
    [
        keras.Input((5,)),
        layers.Dense(4, name="fc"),
        layers.Dense(4, name="forward"),
        layers.Dense(3, name="np"),
    ],
    name="second",
)
i = keras.Input((6,))
model = keras.Model(i, b(a(i)))
