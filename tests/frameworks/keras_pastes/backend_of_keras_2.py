import keras
from keras import backend as K
from keras import layers, ops

x = keras.Input((4, 5))
y = ops.mean(x, axis=1) - K.mean(x, axis=1)
model = keras.Model(x, layers.Dense(2)(y))
