"""Which sizes of an input fit, and which give a wanted shape: the door says what Keras says of each."""

import pytest
from frameworks import door

HEAD = "import keras\nfrom keras import layers\ninputs = keras.Input(({0}, {0}, 2))\n"
NETS = {
    "U-Net": """a = layers.Conv2D(2, 3, padding="same")(inputs)
b = layers.MaxPooling2D(2)(a)
c = layers.MaxPooling2D((2, 4))(b)
x = layers.Concatenate()([layers.UpSampling2D((2, 4))(c), b])
outputs = layers.Concatenate()([layers.Conv2DTranspose(2, 2, strides=2)(x), a])
""",
    "U-Net without padding": """a = layers.Conv2D(2, 3)(inputs)
b = layers.Conv2D(2, 3)(layers.MaxPooling2D(2)(a))
outputs = layers.Add()([layers.UpSampling2D(2)(b), layers.Cropping2D(2)(a)])
""",
    "strides": "outputs = layers.Conv2D(3, (5, 3), strides=3)(layers.Conv2D(3, 4, strides=2)(inputs))\n",
}
FOOT = "model = keras.Model(inputs, outputs)\n"
SIZES = range(1, 41)


def shape(net, size):
    """What Keras gives for an input of this size; None where it refuses it."""
    scope = {}
    try:
        exec(HEAD.format(size) + NETS[net] + FOOT, scope)
    except ValueError:
        return None
    return scope["model"].output_shape


@pytest.mark.check
@pytest.mark.parametrize("net", NETS)
def test_sizes(net):
    shapes = {size: shape(net, size) for size in SIZES}
    fitting = [size for size in SIZES if shapes[size]]
    wanted = shapes[fitting[len(fitting) // 2]]
    source = HEAD.format(3) + NETS[net] + FOOT
    request = {"source": source, "repairs": False}
    fits, gives = door.trace([{**request, "sizes": True}, {**request, "want": repr(wanted)}])
    assert [size for size in fits["sizes"]["sizes"] if size in SIZES] == fitting
    assert [size for size in gives["sizes"]["sizes"] if size in SIZES] == [
        size for size in SIZES if shapes[size] == wanted
    ]
