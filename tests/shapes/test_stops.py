"""What is no chain is not shown as one; what is followed to the end is what Keras builds."""

import json
import os
from pathlib import Path

import keras
import pytest
from javascript import ANSWERS, call
from shapes.pastes import FOLLOWED, HEAD, HOSTILE, PROGRAMS

# a folder of pastes that the tests may be given besides, below it any number of .py files
MODELS = os.environ.get("MODELS")


def outcomes(texts):
    answers = call(ANSWERS, "outcome", [[text] for text in texts])
    errors = [(text, answer) for text, answer in zip(texts, answers, strict=True) if "error" in answer]
    assert not errors, errors[0]
    return [answer["value"] for answer in answers]


# what Keras itself takes for a chain of these layers: `model.layers` is a copy, so that nothing is taken off
CHAINS = {"pop of its layers": ["Flatten"], "frozen": ["Dense"]}


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_is_no_chain_is_shown_as_none(name):
    (found,) = outcomes([PROGRAMS[name]])
    if call(ANSWERS, "fault", [[PROGRAMS[name]]])[0]["value"]:
        return  # which is told instead
    followed = found and all(
        (issue or {}).get("stage") != "text" or issue["code"] == "noinput" for issue in found["issues"]
    )
    assert (found["names"] if followed else None) == CHAINS.get(name)


@pytest.mark.parametrize("name", FOLLOWED)
def test_what_it_follows_is_what_keras_builds(name):
    (found,) = outcomes([FOLLOWED[name]])
    space = {"keras": keras, "layers": keras.layers}
    exec(FOLLOWED[name], space)
    model = space["model"]
    assert found["stopped"] == -1
    assert tuple(found["shapes"][-1]) == model.output_shape
    assert found["trained"] + found["frozen"] == model.count_params()


UNSAID = ["units", "f(3)", "x.shape", "x.shape[1:]", "3 + n", "n * 2", 'f"{a}"', "b'relu'"]


@pytest.mark.parametrize("key", ["filters", "kernel_size", "strides", "padding", "use_bias", "groups"])
def test_what_the_code_does_not_say_is_not_guessed_nor_called_a_refusal(key):
    head = "keras.Input((8, 8, 1))\nlayers.Conv2D(**)"
    given = {"filters": "3", "kernel_size": "3"}
    texts = []
    for value in UNSAID:
        arguments = ", ".join(f"{name}={code}" for name, code in (given | {key: value}).items())
        texts.append(head.replace("**", arguments))
    assert outcomes(texts) == [None] * len(texts)  # the whole says what is not known


def given():
    """The pastes of the folder that MODELS names."""
    if not MODELS:
        return {}
    return {path: path.read_text("utf-8") for path in sorted(Path(MODELS).rglob("*.py"))}


def cut(text):
    """The text, and each beginning of it that ends with a line."""
    lines = text.splitlines(keepends=True)
    return ["".join(lines[:n]) for n in range(1, len(lines) + 1)] + lines


def test_every_line_of_every_paste_is_answered():
    texts = [text for code in PROGRAMS.values() for text in cut(code)]
    texts += [text for code in FOLLOWED.values() for text in cut(HEAD + code)]
    texts += [text for code in given().values() for text in cut(code)]
    outcomes(texts)  # an exception is none
    print(f"{len(texts)} pieces of pastes, {len(given())} files of {MODELS or 'MODELS, which is not set'}")


@pytest.mark.skipif(not MODELS, reason="MODELS names no folder of pastes with what Keras makes of them")
def test_given_pastes_that_fit_are_as_keras_builds_them():
    fit = 0
    for path, text in given().items():
        record = path.with_suffix(".json")
        if not record.exists():
            continue
        known = json.loads(record.read_text("utf-8"))
        (found,) = outcomes([text])
        if not found or any(issue and issue["stage"] != "maybe" for issue in found["issues"]):
            continue
        (model,) = known["models"]
        assert found["shapes"][-1] == model["layers"][-1]["output_shape"], path
        assert found["trained"] + found["frozen"] == sum(layer["params"] for layer in model["layers"]), path
        fit += 1
    print(f"{fit} pastes followed to the end, each as Keras has it")


@pytest.mark.check  # a busy machine is slow
def test_no_step_takes_long():
    """Of a task that the page does: reading and following a text, and each step of what is done in steps."""
    texts = [[text, "28, 28, 1"] for text in HOSTILE.values()]
    runs = [[answer["value"] for answer in call(ANSWERS, "slowest", texts)] for _ in range(3)]
    # the least is what other processes disturbed least
    took = dict(zip(HOSTILE, map(min, *runs), strict=True))
    assert max(took.values()) < 100, took
