import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((6, 3)),
        layers.LSTM(5, go_backwards=True, return_sequences=True),
        layers.GRU(4, go_backwards=True),
    ]
)
