from tensorflow.keras.layers import LSTM, Dense, RepeatVector, TimeDistributed
from tensorflow.keras.models import Sequential

timesteps, n_features = 10, 3
model = Sequential()
model.add(LSTM(64, activation="relu", input_shape=(timesteps, n_features), return_sequences=True))
model.add(LSTM(32, activation="relu", return_sequences=True))
model.add(RepeatVector(timesteps))
model.add(LSTM(32, activation="relu", return_sequences=True))
model.add(TimeDistributed(Dense(n_features)))
model.compile(optimizer="adam", loss="mse")
