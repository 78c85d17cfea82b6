import keras
from keras import layers

left = keras.Input((9, 7, 3))
right = keras.Input((9, 7, 3))
eye = keras.Sequential(
    [layers.Conv2D(4, (2, 3), strides=2, padding="same", activation="relu"), layers.Flatten()]
)
both = layers.Concatenate()([eye(left), eye(right)])
far = layers.Subtract()([eye(left), eye(right)])
model = keras.Model([left, right], [layers.Dense(5)(both), layers.Dense(2, activation="softmax")(far)])
