import keras
from keras import layers, ops

inputs = keras.Input((10, 9, 3))
x = layers.Resizing(6, 14)(inputs)
y = layers.Resizing(7, 5, interpolation="nearest")(inputs)
x = layers.Conv2D(8, 3)(x)
x = layers.Reshape((48, 8))(x)
y = layers.Reshape((35, 3))(y)
q, k, v = layers.Dense(8)(x), layers.Dense(8)(y), layers.Dense(6)(y)
scores = layers.Dot(axes=(2, 2))([q, k])
weights = layers.Softmax()(scores)
x = layers.Dot(axes=(2, 1))([weights, v])
z = ops.matmul(ops.softmax(ops.matmul(x, ops.transpose(x, (0, 2, 1))) * 0.1), x)
model = keras.Model(inputs, layers.Dense(2)(layers.Add()([x, z])))
