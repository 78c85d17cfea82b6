"""What the tracer reads of Python, and where it says that it cannot; nothing pasted does harm."""

import json

import pytest
from javascript import ANSWERS, call
from shapes.pastes import HOSTILE

LAYERS = [("Conv2D", ["32", "3"]), ("Flatten", []), ("Dense", ["10"])]
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
    "lines": "layers.Conv2D(32, 3)\nlayers.Flatten()\nlayers.Dense(10)\n",
    "lines of a list": "    layers.Conv2D(32, 3),\n    layers.Flatten(),\n    layers.Dense(10),\n",
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
VALUES = {
    "1_000": ["int", 1000],
    "-3": ["int", -3],
    "7*7*64": ["int", 3136],
    "7 // 2": ["int", 3],
    "7 / 2": ["float", 3.5],
    "1e3": ["float", 1000],
    ".5": ["float", 0.5],
    "'a'": ["str", "a"],
    '"""a\nb"""': ["str", "a\nb"],
    "None": ["none", None],
    "True": ["bool", True],
    "(2, 3)": ["seq", [2, 3]],
    "[2, 3,]": ["seq", [2, 3]],
    "(2)": ["int", 2],
    "(2,)": ["seq", [2]],
    "()": ["seq", []],
    "tf.nn.relu": ["path", "tf.nn.relu"],
    "f(1)": ["call", None],
    "{'a': 1}": ["other", None],
}
FAULTS = {
    "layers.Dense(10": ("unclosed", 1, 13),
    "layers.Dense(10))": ("closing", 1, 17),
    "layers.Dense([10)": ("expected", 1, 17),
    "layers.Dense(10 3)": ("expected", 1, 17),
    "layers.Dense('a)": ("string", 1, 14),
    "layers.Dense(units=)": ("expected", 1, 20),
    "layers.Dense(3)\n  $": ("expected", 2, 3),
    "for i in range(3):\n  x": ("statement", 1, 1),
    "x = layers.Dense(1)(i)\ny = layers.Dense(2)(i)": ("branch", 2, 21),
    "model.add(head)": ("name", 1, 11),
    "layers.Dense(1) layers.Dense(2)": ("expected", 1, 17),
    "layers.Dense(*a)": ("expected", 1, 14),
    "<script>alert(1)</script>": ("expected", 1, 1),
}


def shown(node):
    return [node["name"], [shown_value(argument["value"]) for argument in node["args"]]]


def shown_value(node):
    return [shown_value(inner) for inner in node["value"]] if node["kind"] == "seq" else node.get("value")


def parse(text):
    answer = call("views/tracer/chain/reading/parse.ts", "parse", [[text]])[0]
    assert "value" in answer, answer
    return answer["value"]


def position(text, at):
    return call("views/tracer/chain/reading/tokens.ts", "position", [[text, at]])[0]["value"]


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_forms(text):
    read = parse(text)
    assert read["fault"] is None
    assert [
        (name, list(map(str, args))) for name, args in (shown(item["node"]) for item in read["items"])
    ] == LAYERS


def test_values():
    answers = call(
        "views/tracer/chain/reading/parse.ts", "parse", [[f"layers.X(a={text})"] for text in VALUES]
    )
    for (text, (kind, value)), answer in zip(VALUES.items(), answers, strict=True):
        node = answer["value"]["items"][0]["node"]["args"][0]["value"]
        assert (node["kind"], shown_value(node) if kind not in ("call", "other") else None) == (
            kind,
            value,
        ), text


@pytest.mark.parametrize("text", FAULTS)
def test_faults_have_a_place(text):
    fault = parse(text)["fault"]
    found = position(text, fault["at"])
    assert (fault["code"], found["line"], found["column"]) == FAULTS[text]


def test_what_stands_before_a_fault_is_kept():
    read = parse("keras.Sequential([\n  layers.Conv2D(32, 3),\n  layers.Dense(10, units=")
    assert [item["node"]["name"] for item in read["items"]] == ["Conv2D"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_answered(text):
    (answer,) = call(ANSWERS, "outcome", [[text, "28, 28, 1"]])
    assert "value" in answer, answer
    value = answer["value"]
    assert text == "" or value["fault"] or any(value["issues"]) or len(value["shapes"]) in (0, 1, 2, 100)
    assert len(json.dumps(value)) < 100_000
