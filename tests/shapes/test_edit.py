"""Changes of the code, the repairs, and the state in the address."""

import random
import string
from urllib.parse import parse_qs

import keras
import pytest
from javascript import ANSWERS, call

LIST = """model = keras.Sequential([
    keras.Input(shape=(28, 28, 1)),
    layers.Conv2D(32, 3, padding="same"),  # keep
    layers.Flatten(),
    layers.Dense(10),
])
"""
ADD = "model = Sequential()\nmodel.add(Conv2D(32, 3))\nmodel.add(Flatten())\nmodel.add(Dense(10))\n"
LINES = "layers.Conv2D(32, 3),\nlayers.Flatten(),\nlayers.Dense(10),\n"
CALLS = "a = layers.Conv2D(32, 3)(i)\nb = layers.Flatten()(a)\nc = layers.Dense(10)(b)\nmodel = keras.Model(i, c)\n"
ONE_LINE = "keras.Sequential([layers.Conv2D(32, 3), layers.Flatten(), layers.Dense(10)])"
FORMS = {
    "list": (LIST, 1),
    "add": (ADD, 0),
    "lines": (LINES, 0),
    "calls": (CALLS, 0),
    "one line": (ONE_LINE, 0),
}


def names(text):
    read = call(ANSWERS, "outcome", [[text]])[0]["value"]
    assert read is not None, text
    return read["names"]


def edit(function, text, *arguments):
    return call(ANSWERS, "edit", [[function, text, *arguments]])[0]["value"]


@pytest.mark.parametrize("form", FORMS)
def test_layers_come_go_and_move(form):
    text, first = FORMS[form]
    head = ["Input"] * first
    assert names(edit("insert", text, first + 1, "ReLU()")) == [*head, "Conv2D", "ReLU", "Flatten", "Dense"]
    assert names(edit("insert", text, first, "ReLU()")) == [*head, "ReLU", "Conv2D", "Flatten", "Dense"]
    assert names(edit("insert", text, 99, "ReLU()")) == [*head, "Conv2D", "Flatten", "Dense", "ReLU"]
    assert names(edit("remove", text, first)) == [*head, "Flatten", "Dense"]
    assert names(edit("remove", text, first + 2)) == [*head, "Conv2D", "Flatten"]
    assert names(edit("remove", edit("remove", edit("remove", text, first + 2), first + 1), first)) == head
    assert names(edit("swap", text, first)) == [*head, "Flatten", "Conv2D", "Dense"]
    for code in ("insert", "remove", "swap"):
        same = edit(code, text, first + 1, *["ReLU()"] * (code == "insert"))
        assert same.splitlines()[0] == text.splitlines()[0] or form == "one line"


def test_an_empty_text_takes_a_layer():
    assert names(edit("insert", "", 0, "Dense(10)")) == ["Dense"]
    assert names(edit("insert", "keras.Sequential([\n])", 0, "Dense(10)")) == ["Dense"]


def test_an_argument_is_changed_where_it_stands():
    def put(text, key, value):
        return call(ANSWERS, "argue", [[text, key, value]])[0]["value"]

    text = "layers.Conv2D( 32,\n  3, strides = 2)  # so"
    assert put(text, "filters", "64") == "layers.Conv2D( 64,\n  3, strides = 2)  # so"
    assert put(text, "strides", "(1, 2)") == "layers.Conv2D( 32,\n  3, strides = (1, 2))  # so"
    assert put(text, "padding", '"same"') == 'layers.Conv2D( 32,\n  3, strides = 2, padding="same")  # so'
    assert put(text, "strides", None) == "layers.Conv2D( 32,\n  3)  # so"
    assert put("layers.Flatten()", "name", '"a"') == 'layers.Flatten(name="a")'


BROKEN = {
    "window": "keras.Input((4, 4, 1)), layers.Conv2D(3, 5)",
    "pool": "keras.Input((2, 2, 1)), layers.MaxPooling2D(3)",
    "crop": "keras.Input((3, 3, 1)), layers.Cropping2D(2)",
    "channel axis": "keras.Input((28, 28)), layers.Conv2D(3, 5)",
    "two lstm": "keras.Input((9, 3)), layers.LSTM(4), layers.LSTM(4)",
    "to lstm": "keras.Input((8, 8, 3)), layers.Conv2D(4, 3), layers.LSTM(5)",
    "rank": "keras.Input((8, 8, 3)), layers.MaxPooling1D(2)",
    "repeat": "keras.Input((8, 3)), layers.RepeatVector(2)",
    "groups": "keras.Input((8, 8, 3)), layers.Conv2D(4, 3, groups=2)",
    "dilated": "keras.Input((8, 8, 3)), layers.Conv2D(4, 3, strides=2, dilation_rate=2)",
    "output_padding": "keras.Input((8, 8, 3)), layers.Conv2DTranspose(4, 3, strides=2, output_padding=2)",
    "even": "keras.Input((8, 8, 3)), layers.Conv2DTranspose(4, 4, strides=2, padding='same', output_padding=0)",
    "reshape": "keras.Input((8,)), layers.Dense(100), layers.Reshape((7, 7, 2))",
    "name of a layer": "keras.Input((8, 8, 3)), layers.Conv2d(4, 3)",
    "argument": "keras.Input((8, 8, 3)), layers.Conv2D(4, kernal_size=3)",
    "missing": "keras.Input((8, 8, 3)), layers.Conv2D(4)",
    "activation": "keras.Input((8,)), layers.Dense(4, activation='rellu')",
    "padding": "keras.Input((8, 8, 3)), layers.Conv2D(4, 3, padding='sane')",
    "twice": "keras.Input((8,)), layers.Dense(4, name='a'), layers.Dense(4, name='a')",
    "permute": "keras.Input((8, 3)), layers.Permute((0, 1))",
    "axis": "keras.Input((8, 3)), layers.BatchNormalization(axis=3)",
    "negative": "keras.Input((8, 8, 3)), layers.ZeroPadding2D(-1)",
}


@pytest.mark.parametrize("name", BROKEN)
def test_repairs_repair(name):
    """Keras builds and calls what a repair makes of the code."""
    text = f"keras.Sequential([{BROKEN[name]}, layers.ReLU()])"
    offered = call(ANSWERS, "offer", [[text]])[0]["value"]
    assert offered, "no repair"
    for repair in offered:
        model = eval(repair["text"], {"keras": keras, "layers": keras.layers})
        model(keras.ops.zeros((1, *model.input_shape[1:])))


def test_state_round_trip():
    draw = random.Random(5)
    letters = string.printable + "한글 ×²😀&=+#%?/\\'\"<>"
    texts = [LIST, CALLS, "", *("".join(draw.choices(letters, k=draw.randint(0, 60))) for _ in range(200))]
    states = [
        {
            "code": t,
            "input": draw.choice(["", "28, 28, 1"]),
            "at": draw.choice(["", "3"]),
            "want": draw.choice(["", "7, 7"]),
            "set": draw.choice(["", "num_classes=10\ninput=(1, 3, 32, 32)"]),
            "view": draw.choice(["", "lines"]),
        }
        for t in texts
    ]
    queries = [
        answer["value"] for answer in call("views/tracer/address.ts", "encode", [[state] for state in states])
    ]
    for state, query, back in zip(
        states, queries, call("views/tracer/address.ts", "decode", [[q] for q in queries]), strict=True
    ):
        assert back["value"] == (state if any(state.values()) else None)
        python = {
            key: value[0] for key, value in parse_qs(query.removeprefix("?"), keep_blank_values=True).items()
        }
        assert python == {key: value for key, value in state.items() if value}
    assert call("views/tracer/address.ts", "encode", [[{"code": "a" * 9000}]])[0]["value"] == ""
    assert "layers.Conv2D(32,+3,+padding=" in queries[0]
