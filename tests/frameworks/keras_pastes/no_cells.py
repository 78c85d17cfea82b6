import keras

inputs = keras.Input((4, 3))
model = keras.Model(inputs, keras.layers.RNN([])(inputs))
