"""The rows of a chain against Keras: random layers and stacks, refusals, and the words in which Keras refuses."""

import inspect
import json
import re
from collections import Counter

import keras
import pytest
import stacks
import yaml
from javascript import ANSWERS, call

from sitebuild.checkout import HERE
from sitebuild.pages.page import ROOT
from sitebuild.publish.first_example import first_example
from sitebuild.publish.node_tools import esbuild

FRONT = {
    language: yaml.safe_load((ROOT / f"docs/{language}/shapes.md").read_text("utf-8").split("\n---\n")[0])[
        "shapes"
    ]
    for language in ("ko", "en")
}


def trace(cases):
    answers = call(ANSWERS, "outcome", [[stacks.text(*case)] for case in cases])
    faults = [answer for answer in answers if not answer.get("value")]
    assert not faults, faults[0]
    return [answer["value"] for answer in answers]


def difference(row, shape, weights, issue):
    """What the tracer says otherwise than Keras of one layer, or None."""
    stage = issue and issue["stage"]
    if row["refused"]:
        if stage != "build":
            return "only Keras refuses"
        # of two faults in one layer, Keras names the one and the tracer, it may be, the other
        two = issue["code"] == "argument" and "Unrecognized" not in row["refused"]
        return None if two or issue["says"] in row["refused"] else "Keras says something else"
    if stage in ("build", "text"):
        return "only the tracer refuses"
    if tuple(shape) != row["shape"]:
        return "shape"
    if weights != row["weights"]:
        return "parameters"
    if row["called"] is None or stage == "maybe":
        return None
    called = row["called"] == (1, *row["shape"][1:])
    if called == (stage == "call"):
        return "only one of them refuses the call"
    return None if called or issue["says"] in row["called"] else "Keras says something else"


def unfit(shape, code):
    """Whether the layer inside of TimeDistributed refuses a single step: the wrapper does not look, and what comes of it
    depends on the layer, so that the tracer stops there."""
    inner = eval(code, {"layers": keras.layers}).layer
    try:
        inner(keras.Input(shape[2:]))
    except ValueError:
        return True
    return False


def compare(count, seed):
    """(number of layers compared, what kinds of answers there were, the differences)."""
    random = stacks.Stacks(seed)
    made = [random.stack(1 if i % 2 else 5) for i in range(count)]
    kinds, differences = Counter(), []
    for (shape, codes, rows), answer in zip(made, trace([case[:2] for case in made]), strict=True):
        for i, row in enumerate(rows, 1):
            found = answer["shapes"][i], answer["weights"][i], answer["issues"][i]
            assert (found[2] or {"code": "rank"})["code"] in FRONT["en"]["words"]
            if (found[2] or {}).get("code") == "wrapped":
                assert unfit(rows[i - 2]["shape"] if i > 1 else (None, *shape), codes[i - 1])
                kinds["not followed"] += 1
                break
            kinds["refused" if row["refused"] else f"call {(found[2] or {}).get('stage', 'fine')}"] += 1
            if wrong := difference(row, *found):
                differences.append(f"{wrong}: {shape} {codes[:i]}\n  Keras {row}\n  tracer {found}")
    return sum(kinds.values()), kinds, differences


def report(count, seed):
    layers, kinds, differences = compare(count, seed)
    print(f"\n{count} random stacks, {layers} layers: {dict(kinds)}, {len(differences)} differences")
    assert not differences, "\n".join(differences[:5])
    assert kinds["not followed"] < layers / 100
    assert kinds["refused"] > layers / 20 and kinds["call fine"] > layers / 3
    return kinds


def test_500_random_stacks():
    report(500, 11)


@pytest.mark.check
def test_5000_random_stacks():
    kinds = report(5000, 12)
    assert kinds["call call"] > 10


PLACES = [
    ((28, 28, 1), ["layers.Conv2D(8, 3)", "layers.LSTM(4)"]),
    ((28, 28), ["layers.Conv2D(8, 3)"]),
    ((None, None, 3), ["layers.Conv2D(8, 3)", "layers.GlobalMaxPooling2D()", "layers.Dense(4)"]),
    ((None, 3), ["layers.Flatten()", "layers.Dense(4)"]),
    ((None, 3), ["layers.Conv1D(4, 3)", "layers.Permute((2, 1))", "layers.Dense(4)"]),
    ((None, 4), ["layers.Reshape((2, -1))"]),
    ((8,), ["layers.Reshape((None, 4))"]),
    ((8,), ["layers.Reshape((None, 3))"]),
    (
        (None, 8, 8, 3),
        ["layers.TimeDistributed(layers.Conv2D(4, 3))", "layers.TimeDistributed(layers.Flatten())"],
    ),
    ((4, 4, 2), ["layers.Conv2DTranspose(3, 4, strides=2, padding='same', output_padding=0)"]),
    ((1, 1, 2), ["layers.Conv2DTranspose(3, 4, strides=2, padding='same', output_padding=0)"]),
    ((4, 2), ["layers.Conv1DTranspose(3, 2, padding='same', output_padding=0)"]),
    ((2, 2, 1), ["layers.MaxPooling2D(3)"]),
    ((5, 4, 5, 1), ["layers.MaxPooling3D((1, 3, 2), strides=0)"]),
    ((3, 2, 1, 3), ["layers.TimeDistributed(layers.GRU(5, return_sequences=True))"]),
    ((9, 6, 6), ["layers.TimeDistributed(layers.RepeatVector(1))"]),
    ((7, 8, 3), ["layers.ZeroPadding2D(-1)"]),
    ((7, 8, 3), ["layers.ZeroPadding2D(-4)"]),
    ((7, 8, 3), ["layers.Dense(4, name='a')", "layers.Dense(4, name='a')"]),
    ((7, 8, 3), ["layers.Conv2D(4, 3, kernel_initializer='he_normal', kernel_regularizer='l2')"]),
    ((7, 8, 3), ["layers.Conv2D(4, 3, kernel_initializer='he_norm')"]),
    ((7, 8, 3), ["layers.Conv2D(4, 3, 2, 'same', None, 1, 1, 'relu', False)"]),
    ((7, 8, 3), ["layers.Conv2DTranspose(4, 3, 2, 'same', 1)"]),
    ((7, 3), ["layers.LSTM(4, use_cudnn=True)"]),
    ((7, 8, 3), ["layers.Conv2D(6, 3, groups=2)"]),
    ((7, 8, 3), ["layers.Conv2D(4, 3, groups=3)"]),
    ((6, 5, 3), ["layers.MaxPool2D(2)", "layers.GlobalAvgPool2D()"]),
    ((7,), ["layers.Dense(4, units=5)"]),
    ((7,), ["layers.Dense(units=4, 'relu')"]),
    ((7,), ["layers.Flatten(None, 1)"]),
    ((7,), ["layers.Dense(4, batch_size=2)"]),
    ((7,), ["layers.Dense(4, kernel_regularizer='l3')"]),
]


@pytest.mark.parametrize(("shape", "codes"), PLACES, ids=lambda value: str(value)[:60])
def test_known_corners(shape, codes):
    x = keras.Input(shape)
    seen = set()
    answer = trace([(shape, codes)])[0]
    for i, code in enumerate(codes, 1):
        row, x = stacks.judge(x, code)
        name = code.partition("name=")[2]
        if name and name in seen:  # only the model, not the layer, sees that a name comes twice
            with pytest.raises(ValueError, match="unique names"):
                keras.Sequential([eval(one, {"layers": keras.layers}) for one in codes[:i]])
            assert answer["issues"][i]["stage"] == "build"
            return
        seen.add(name)
        assert difference(row, answer["shapes"][i], answer["weights"][i], answer["issues"][i]) is None, (
            row,
            answer,
        )


def test_examples_and_models_whole():
    """The page's examples, and random stacks that Keras builds, each as one Sequential."""
    random = stacks.Stacks(13)
    codes = [
        stacks.text(*case[:2]) for case in (random.stack(4) for _ in range(60)) if not case[2][-1]["refused"]
    ]
    codes += [example["code"] for example in FRONT["ko"]["examples"]]
    answers = [answer["value"] for answer in call(ANSWERS, "outcome", [[code] for code in codes])]
    for code, answer in zip(codes, answers, strict=True):
        try:
            model = eval(code.strip(), {"keras": keras, "layers": keras.layers})
        except ValueError:
            assert any(issue and issue["stage"] == "build" for issue in answer["issues"])
            continue
        assert tuple(answer["shapes"][-1]) == model.output_shape, code
        assert answer["trained"] + answer["frozen"] == model.count_params()
        sizes = sum(weight.shape.num_elements() for weight in model.trainable_weights)
        assert answer["trained"] == sizes
    assert len(answers) > 20


@pytest.mark.check
def test_what_is_published_answers_the_same(tmp_path):
    """Bundled and minified, the modules answer as they do apart."""
    published = tmp_path / "published.mjs"
    published.write_text(esbuild([ANSWERS.name, "--format=esm"], ANSWERS.parent))
    random = stacks.Stacks(14)
    codes = [example["code"] for example in FRONT["en"]["examples"]]
    codes += [stacks.text(*random.stack(4)[:2]) for _ in range(100)]
    for name, cases in (
        ("outcome", [[code] for code in codes]),
        ("offer", [[code] for code in codes]),
        ("ask", [[code, 2, [7, 7, None]] for code in codes[:20]]),
    ):
        assert call(published, name, cases) == call(ANSWERS, name, cases), name


MENU = json.loads((ROOT / "instruments/views/tracer/table/layers.json").read_text("utf-8"))


def test_each_layer_of_the_menu_is_one_of_keras_and_its_fields_are_its_arguments():
    names = MENU["layers"].split()
    assert len(names) == 49
    codes = [f"layers.{name}({MENU['first'].get(re.sub('[123]D', '', name), '')})" for name in names]
    found = [answer["value"] for answer in call(ANSWERS, "fields", [[code] for code in codes])]
    for name, (fields, rest) in zip(names, found, strict=True):
        made = getattr(keras.layers, "Dense" if name == "TimeDistributed" else name)
        signature = inspect.signature(made.__init__ if inspect.isclass(made) else made).parameters
        assert {key for key, *_ in fields} | set(rest) <= set(signature), name
        for key, code, kind, options in fields:
            assert kind != "select" or code in options, (name, key)
    conv = dict((key, (code, kind)) for key, code, kind, _ in found[names.index("Conv2D")][0])
    assert conv == {
        "filters": ("32", "number"),
        "kernel_size": ("3", "number"),
        "strides": ("1", "number"),
        "padding": ('"valid"', "select"),
    }


def test_the_first_example_is_there_before_it_is_read():
    """What is put into the page as it is built is what the page itself would find."""
    code = FRONT["en"]["examples"][0]["code"]
    kept = first_example(HERE, code)
    assert FRONT["ko"]["examples"][0]["code"] == code
    now = json.loads(json.dumps(call(ANSWERS, "prepared", [[code]])[0]["value"]))
    assert kept == now and kept["answer"]["hit"] and len(kept["answer"]["changes"]) > 48


def test_languages_have_the_same_words():
    korean, english = FRONT["ko"], FRONT["en"]

    def strip(page):
        return [{**example, "name": ""} for example in page["examples"]]

    assert strip(korean) == strip(english)
    for group in "words", "models":
        assert korean[group].keys() == english[group].keys()
        for code, words in korean[group].items():
            assert holes(words) == holes(english[group][code]), code


def holes(words):
    return sorted(set(part.partition("}")[0] for part in words.split("{")[1:]))
