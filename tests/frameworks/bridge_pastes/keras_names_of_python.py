import keras
from keras import layers

inputs = keras.Input((8, 8, 3), name="in")
x = layers.Conv2D(4, 3, name="global")(inputs)
x = layers.BatchNormalization(name="try")(x)
x = layers.Conv2D(5, 3, name="lambda")(x)
x = layers.Flatten(name="as")(x)
outputs = layers.Dense(2, name="class")(x)
model = keras.Model(inputs, outputs)
