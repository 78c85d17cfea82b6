import tensorflow as tf
from tensorflow.keras import layers
from tensorflow.keras.models import Model


class Attention(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.query = layers.Dense(
            self.units, input_shape=input_shape
        )  # several shapes, which nobody looks at
        self.key = layers.Dense(self.units, input_shape=input_shape)

    def call(self, inputs):
        weights = tf.matmul(self.query(inputs[0]), self.key(inputs[1]), transpose_b=True)
        weights = tf.map_fn(lambda x: x / 4.0, weights)
        pooled = tf.map_fn(
            lambda pair: tf.reduce_mean(pair[0] - pair[1], axis=-1),
            (inputs[0], inputs[1]),
            fn_output_signature=tf.float32,
        )
        return tf.matmul(tf.nn.softmax(weights, axis=-1), inputs[2]) * pooled[:, :, None]


x = layers.Input(shape=(9, 5))
y = Attention(8)((x, x, x))
model = Model(x, layers.GlobalAveragePooling1D(data_format="channels_first")(y))
