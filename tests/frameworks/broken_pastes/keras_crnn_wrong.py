import keras
from keras.layers import LSTM, BatchNormalization, Bidirectional, Conv2D, Dense, Input, Lambda, MaxPool2D
from keras.models import Model

inp = Input(shape=(32, 128, 1))
x = Conv2D(64, 3, activation="relu", padding="same")(inp)
x = MaxPool2D(2)(x)
x = Conv2D(128, 3, activation="relu", padding="same")(x)
x = MaxPool2D(2)(x)
x = Conv2D(256, 3, activation="relu", padding="same")(x)
x = MaxPool2D((2, 1))(x)
x = Conv2D(512, 3, activation="relu", padding="same")(x)
x = BatchNormalization()(x)
x = MaxPool2D((2, 1))(x)
x = Conv2D(512, (3, 3), activation="relu")(x)
squeezed = Lambda(lambda t: keras.ops.squeeze(t, 1))(x)
blstm = Bidirectional(LSTM(128, return_sequences=True, dropout=0.2))(squeezed)
out = Dense(63, activation="softmax")(blstm)
act_model = Model(inp, out)
