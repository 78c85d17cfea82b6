import keras
import numpy as np
from keras import layers


def build():
    image = keras.Input((8, 8, 3), name="image")
    extra = keras.Input((4,), name="extra")
    conv = layers.Conv2D(4, 3, padding="same", name="shared")
    x = layers.Concatenate()([conv(image), conv(image * 2.0)])
    x = layers.Bidirectional(layers.LSTM(3, return_sequences=True))(layers.Reshape((64, 8))(x))
    x = layers.TimeDistributed(layers.Dense(5))(x)
    x = layers.GlobalAveragePooling1D()(x)
    q = layers.Dense(7, activation="relu")(layers.Concatenate()([x, extra]))
    return keras.Model([image, extra], {"q": q, "v": layers.Dense(1)(q)}, name="net")


online = build()
target = keras.models.clone_model(online)
target.set_weights(online.get_weights())
stack = keras.Sequential(
    [keras.Input((5,)), layers.Dense(6), layers.Dropout(0.2), layers.Dense(2, name="end")]
)
copy = keras.models.clone_model(stack)
stack.layers[0].units = 3
both = copy(keras.Input((5,)))
image, extra = keras.Input((8, 8, 3)), keras.Input((4,))
model = keras.Model([image, extra], layers.Dense(np.eye(6, 3).shape[1])(target([image, extra])["q"]))
