"""The networks of `keras.applications`, as the door traces them: layer for layer those that Keras makes.

All twenty-four were compared with each of the settings once; here stand one or two of a family.
"""

import keras
import pytest
from frameworks import door

CLASSES = ["VGG19", "MobileNet", "InceptionV3", "Xception", "ResNet50", "ResNet101V2", "DenseNet169"]
CLASSES += ["EfficientNetB1", "EfficientNetB4"]
SETTINGS = [
    "include_top=False, weights=None, input_shape=(97, 130, 3)",
    "weights=None, include_top=False, pooling='max', input_shape=(None, None, 1)",
    "weights=None, classes=7",
]
QUICK = ["VGG16", "MobileNetV2"]
NARROW = """import keras
from keras.applications import MobileNet, MobileNetV2
one = MobileNetV2(alpha=0.5, weights=None)
two = MobileNet((128, 128, 3), 0.25, 2, weights=None)
"""
REFUSED = [
    "VGG16(input_shape=(150, 150, 3))",
    "VGG16(include_top=False, input_shape=(28, 28, 3))",
    "ResNet50(include_top=False, input_shape=(64, 64, 1))",
    "InceptionV3(include_top=False, input_shape=(64, 75, 3))",
    "ResNet50V2(weights=None, input_shape=(None, None, 3))",
    "Xception(weights=None, include_top=False, input_shape=(3, 3))",
    *[
        f"{name}(classes=10)"
        for name in ("VGG19", "MobileNetV2", "DenseNet121", "EfficientNetB0", "InceptionV3")
    ],
]
WITH_TENSOR = """from keras import layers, Model
from keras.applications.vgg19 import VGG19, preprocess_input
first = keras.Input((64, 96, 3))
base = VGG19(include_top=False, weights=None, input_tensor=preprocess_input(first))
skip, deep = [base.get_layer(name).output for name in ("block2_conv2", "block3_conv4")]
joined = layers.Concatenate()([skip, layers.UpSampling2D(2)(deep)])
model = Model(base.input, joined)
"""


def layers(model):
    return [
        (layer.name, type(layer).__name__, list(layer.output.shape), layer.count_params())
        for layer in model.layers
    ]


def traced(model):
    return [(one["name"], one["type"], one["output_shape"], one["parameters"]) for one in model["layers"]]


def compare(source):
    keras.utils.clear_session()
    scope = {}
    exec(source, scope)
    (answer,) = door.trace([{"source": source}])
    assert answer["verdict"] == "fits", answer["unfollowed"] or answer["models"]
    made = [value for value in scope.values() if isinstance(value, keras.Model)]
    assert [model["name"] for model in answer["models"]] == [model.name for model in made]
    for model, one in zip(made, answer["models"], strict=True):
        assert traced(one) == layers(model)
        assert one["parameters"] == model.count_params()


@pytest.mark.parametrize("name", QUICK)
def test_networks(name):
    compare(f"import keras\nmodel = keras.applications.{name}({SETTINGS[0]})\n")


@pytest.mark.check
@pytest.mark.parametrize("number", range(len(CLASSES)))
def test_one_network_of_each_family(number):
    compare(f"import keras\nmodel = keras.applications.{CLASSES[number]}({SETTINGS[number % 3]})\n")


@pytest.mark.check
def test_narrow_networks_and_an_input_of_the_paste():
    compare(NARROW)
    compare(f"import keras\n{WITH_TENSOR}")


def test_refused():
    sources = [f"import keras\nmodel = keras.applications.{call}\n" for call in REFUSED]
    for source, answer in zip(sources, door.trace([{"source": one} for one in sources]), strict=True):
        with pytest.raises(ValueError) as refused:
            exec(source, {})
        (fault,) = [model["fault"] for model in answer["models"] if model["fault"]]
        assert (fault["says"], fault["line"]) == (str(refused.value), 2)
