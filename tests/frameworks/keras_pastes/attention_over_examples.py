import keras
import numpy as np
from keras import layers, ops

latent, data = keras.Input((4, 8)), keras.Input((9, 8))
attended = layers.Attention()([latent, data])
cross = keras.Model([latent, data], layers.Add()([attended, latent]))
# computed at once the examples are stretched: one array of latents for three of data
examples = ops.shape(cross([np.zeros((1, 4, 8)), np.zeros((3, 9, 8))]))[0]
model = keras.Sequential([keras.Input((5,)), layers.Dense(10 + examples)])
