import keras
from keras import layers

pool = layers.MaxPooling2D(3, strides=2, padding="same")
a, b = keras.Input((7, 7, 3)), keras.Input((8, 8, 3))
parts = [layers.Flatten()(pool(image)) for image in (a, b)]
model = keras.Model([a, b], layers.Concatenate()(parts))
