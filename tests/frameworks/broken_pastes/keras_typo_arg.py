import keras

model = keras.models.Sequential()
model.add(keras.layers.Conv2D(32, (3, 3), input_shape=(28, 28, 1), activation="relu"))
model.add(keras.layers.Conv2D(64, (3, 3), activaton="relu"))
model.add(keras.layers.MaxPool2D(pool_size=2, stride=2))
model.add(keras.layers.Flatten())
model.add(keras.layers.Dense(10))
