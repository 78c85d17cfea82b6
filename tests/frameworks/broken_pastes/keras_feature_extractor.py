from tensorflow import keras
from tensorflow.keras import layers

base = keras.Sequential(
    [
        keras.Input((96, 96, 3)),
        layers.Conv2D(16, 3, strides=2, name="stem"),
        layers.Conv2D(32, 3, strides=2, activation="relu", name="c2"),
        layers.Conv2D(64, 3, strides=2, activation="relu", name="c3"),
        layers.GlobalAveragePooling2D(),
    ],
    name="backbone",
)
outs = [layer.output for layer in base.layers if layer.name.startswith("c")]
extractor = keras.Model(inputs=base.inputs, outputs=outs)
feats = extractor(keras.Input((64, 64, 3)))
for f in feats:
    print(f.shape)
lat = keras.Model(base.input, base.get_layer("c2").output)
extractor.trainable = False
inp = keras.Input((96, 96, 3))
c2, c3 = extractor(inp, training=False)
p3 = layers.Conv2D(32, 1)(c3)
p2 = layers.UpSampling2D()(p3)
p2 = layers.Cropping2D(((0, 0), (0, 0)))(p2)
p2 = layers.Add()([p2, c2])
fpn = keras.Model(inp, [p2, p3])
