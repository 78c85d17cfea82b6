from tensorflow.keras import Model
from tensorflow.keras import layers as L


def conv_block(x, nf):
    for _ in range(2):
        x = L.Conv2D(nf, 3, padding="same")(x)
        x = L.BatchNormalization()(x)
        x = L.Activation("relu")(x)
    return x


def attention_gate(g, s, nf):
    Wg = L.BatchNormalization()(L.Conv2D(nf, 1, padding="same")(g))
    Ws = L.BatchNormalization()(L.Conv2D(nf, 1, padding="same")(s))
    out = L.Activation("relu")(Wg + Ws)
    out = L.Conv2D(nf, 1, padding="same")(out)
    return L.Activation("sigmoid")(out) * s


def decoder_block(x, s, nf):
    x = L.UpSampling2D(interpolation="bilinear")(x)
    s = attention_gate(x, s, nf)
    x = L.Concatenate()([x, s])
    return conv_block(x, nf)


def attention_unet(shape):
    inputs = L.Input(shape)
    s1 = conv_block(inputs, 16)
    p1 = L.MaxPool2D((2, 2))(s1)
    s2 = conv_block(p1, 32)
    p2 = L.MaxPool2D((2, 2))(s2)
    s3 = conv_block(p2, 64)
    p3 = L.MaxPool2D((2, 2))(s3)
    b1 = conv_block(p3, 128)
    d1 = decoder_block(b1, s3, 64)
    d2 = decoder_block(d1, s2, 32)
    d3 = decoder_block(d2, s1, 16)
    return Model(inputs, L.Conv2D(1, 1, activation="sigmoid")(d3), name="Attention-UNET")


model = attention_unet((300, 300, 3))
