import keras
from keras import layers


def block(x, heads, key_dim):
    y = layers.LayerNormalization(epsilon=1e-6)(x)
    y = layers.MultiHeadAttention(num_heads=heads, key_dim=key_dim, dropout=0.1)(y, y)
    x = layers.Add()([x, y])
    y = layers.LayerNormalization(epsilon=1e-6)(x)
    y = layers.Dense(24, activation="gelu")(y)
    y = layers.Dense(12)(y)
    return layers.Add()([x, y])


tokens = keras.Input((7,), dtype="int32")
memory = keras.Input((5, 9))
x = layers.Embedding(40, 12)(tokens)
x = block(x, 3, 4)
x = block(x, 2, 10)
x = x + layers.MultiHeadAttention(2, 6, use_bias=False)(x, memory)
x = layers.MultiHeadAttention(2, 5, value_dim=3)(query=x, value=memory, key=memory)
model = keras.Model(
    [tokens, memory], layers.Dense(4, activation="softmax")(layers.GlobalAveragePooling1D()(x))
)
