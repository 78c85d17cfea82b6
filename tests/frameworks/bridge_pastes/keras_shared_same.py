import keras
from keras import layers

convolution = layers.Conv2D(4, 3, strides=2, padding="same")
large = keras.Input((16, 16, 3))
odd = keras.Input((15, 15, 3))
pooled = [layers.GlobalAveragePooling2D()(convolution(image)) for image in (large, odd)]
model = keras.Model([large, odd], layers.Add()(pooled))
