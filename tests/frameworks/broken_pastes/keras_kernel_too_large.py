from tensorflow.keras import Sequential
from tensorflow.keras.layers import Conv2D, Dense, Flatten, InputLayer, MaxPooling2D

m = Sequential([InputLayer((28, 28, 1))])
for f in [32, 64, 128, 256]:
    m.add(Conv2D(f, 3, activation="relu"))
    m.add(MaxPooling2D())
m.add(Flatten())
m.add(Dense(10, activation="softmax"))
