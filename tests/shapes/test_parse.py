"""Which texts are read as one chain of layers, and what is said of brackets and quotation marks; nothing pasted does harm."""

import json

import pytest
from javascript import ANSWERS, call
from shapes.pastes import HOSTILE

LAYERS = ["Conv2D", "Flatten", "Dense"]
FORMS = {
    "sequential": """model = keras.Sequential([
        layers.Conv2D(32, 3),  # a remark
        layers.Flatten(),
        layers.Dense(10),
    ])
    model.summary()""",
    "imports": """from keras import (
        layers,
    )
    import keras
    Sequential([layers.Conv2D(32, 3), layers.Flatten(), layers.Dense(10)])""",
    "add": """model = Sequential()
    model.add(Conv2D(32, 3))
    model.add(Flatten())
    model.add(tf.keras.layers.Dense(10))
    model.compile(loss='mse')""",
    "add to what is not there": "model.add(Conv2D(32, 3))\nmodel.add(Flatten())\nmodel.add(Dense(10))",
    "lines": "layers.Conv2D(32, 3)\nlayers.Flatten()\nlayers.Dense(10)\n",
    "lines of a list": "    layers.Conv2D(32, 3),\n    layers.Flatten(),\n    layers.Dense(10),\n",
    "a list": "[layers.Conv2D(32, 3), layers.Flatten(), layers.Dense(10)]",
    "calls": """x = layers.Conv2D(32, 3)(inputs)
    y = layers.Flatten()(x)
    z = layers.Dense(10)(y)
    model = keras.Model(inputs, z)""",
    "constants": """filters = 32
    units = 2 * 5
    layers.Conv2D(filters, 1 + 2)
    layers.Flatten()
    layers.Dense(units)""",
    "continued": "layers.Conv2D(32, \\\n  3); layers.Flatten(); layers.Dense(10)",
}
FAULTS = {
    "layers.Dense(10": ("unclosed", 1, 13),
    "layers.Dense(10))": ("closing", 1, 17),
    "layers.Dense([10)": ("expected", 1, 17),
    "layers.Dense('a)": ("string", 1, 14),
    "layers.Dense(3)\nlayers.Dense(3, activation=‘relu’)": ("quotes", 2, 28),
}


def outcomes(*cases):
    answers = call(ANSWERS, "outcome", cases)
    errors = [answer for answer in answers if "error" in answer]
    assert not errors, errors[0]
    return [answer["value"] for answer in answers]


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_each_form_of_a_chain_is_read_with_and_without_its_input(text):
    waits, fits = outcomes([text], [text, "28, 28, 1"])
    assert waits["names"] == fits["names"] == LAYERS
    assert [issue and issue["code"] for issue in waits["issues"]] == ["noinput", None, None]
    assert fits["shapes"] == [[None, 26, 26, 32], [None, 21632], [None, 10]]
    assert fits["weights"] == [[320, 0], [0, 0], [216330, 0]]
    assert fits["stopped"] == -1


def position(text, at):
    return call("views/tracer/colours.ts", "position", [[text, at]])[0]["value"]


@pytest.mark.parametrize("text", FAULTS)
def test_faults_have_a_place(text):
    fault = call(ANSWERS, "fault", [[text]])[0]["value"]
    found = position(text, fault["at"])
    assert (fault["code"], found["line"], found["column"]) == FAULTS[text]


def test_what_stands_before_a_bracket_that_is_open_is_kept():
    (read,) = outcomes(
        ["keras.Sequential([\n  keras.Input((8, 8, 1)),\n  layers.Conv2D(32, 3),\n  layers.Dense(10, units="]
    )
    assert (read["names"], read["shapes"][-1]) == (["Input", "Conv2D"], [None, 6, 6, 32])


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_answered(text):
    (value,) = outcomes([text, "28, 28, 1"])
    assert value is None or text == "" or any(value["issues"]) or len(value["shapes"]) in (0, 1, 2, 100)
    assert len(json.dumps(value)) < 100_000
