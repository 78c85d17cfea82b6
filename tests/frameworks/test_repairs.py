"""Repairs that the door offers, made in the paste and run by Keras or PyTorch: each ends the fault."""

import json
import os
import random
import re
import subprocess
import traceback

import pytest
from frameworks import door, keras_programs, recorded
from frameworks.torch_python import torch_python

from sitebuild.pages.page import ROOT

# how many broken programs, and where they begin; most of the time is Keras's
QUICK, MANY = 4, int(os.environ.get("REPAIRED_PROGRAMS", 30))

# pastes as learners break them, by hand; the first word of a file's name is the framework
BROKEN = ROOT / "tests/frameworks/broken_pastes"
PROGRAMS = ROOT / "tests/frameworks/pytorch.jsonl"

HEAD = "import keras\nfrom keras import layers\n"


def added(made):
    return "model = keras.Sequential()\n" + "".join(f"model.add({layer})\n" for layer in made)


def listed(made):
    return f"model = keras.Sequential([{', '.join(made)}])\n"


def popped(made):
    """The last layer but one is put on, taken off, and put on again."""
    return added([*made[:-1], "layers.Activation('relu')"]) + f"model.pop()\nmodel.add({made[-1]})\n"


def inserted(made):
    """The second layer comes last into a list that is stacked then."""
    rest = [made[0], *made[2:]]
    return f"stack = [{', '.join(rest)}]\nstack.insert(1, {made[1]})\nmodel = keras.Sequential(stack)\n"


def nested(made):
    """A stack within a stack."""
    inner = added(made[1:3]).replace("model", "inner")
    return inner + added([made[0], "inner", *made[3:]])


def looped(made):
    """Layers are put on by a loop, the last behind it."""
    loop = f"for layer in [{', '.join(made[1:-1])}]:\n    model.add(layer)\n"
    return added(made[:1]) + loop + f"model.add({made[-1]})\n"


WAYS = [added, listed, popped, inserted, nested, looped]


def broken(start, count):
    """Programs that Keras refuses, and what the door offers for each."""
    found = []
    for seed in range(start, start + 20 * count):
        program = keras_programs.Program(seed, True)
        program.grow(program.dice.choice([3, 5, 8]))
        if program.fault:
            found.append(completed(program))
        if len(found) == count:
            break
    answers = door.trace([{"source": text} for text in found])
    return [(text, first_fault(answer)) for text, answer in zip(found, answers, strict=True)]


def completed(program):
    """The program, and a model of what its refused statement would have made."""
    names = re.findall(r"\b(x\d+)(?:, \w+)* = ", program.text)
    inputs = f"[{', '.join(program.inputs)}]"
    return program.text + f"model = {program.keras}Model({inputs}, {names[-1]})\n"


def stack(seed):
    """Layers of a stack for series, too short for most of them."""
    dice = random.Random(seed)
    made = [f"keras.Input(({dice.randint(3, 14)}, 3))"]
    for _ in range(dice.randint(3, 5)):
        size = dice.randint(2, 5)
        pool = f"layers.MaxPooling1D({size})"
        made.append(dice.choice([f"layers.Conv1D(4, {size})", f"layers.Conv1D(4, {size}, strides=2)", pool]))
    return made + dice.choice(
        [["layers.LSTM(5)"], ["layers.LSTM(5)", "layers.Conv1D(4, 3)"], ["layers.Flatten()"]]
    )


def broken_stacks(start, count):
    """Stacks that Keras refuses, written in each way, and the program's next line: it is read as a program."""
    seeds = iter(range(start, start + 20 * count))
    made = (stack(seed) for seed in seeds)
    wrong = [layers for layers in made if refusal(HEAD + added(layers))][:count]
    return [HEAD + way(layers) + "for k in range(2): pass\n" for layers in wrong for way in WAYS]


def first_fault(answer):
    return next(model["fault"] for model in answer["models"] if model["fault"])


def refusal(source):
    """What Keras says of a program; None where it builds."""
    try:
        exec(compile(source, "repaired", "exec"), {})
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def assert_repairs_hold(start, count):
    mended = 0
    for _, fault in broken(start, count):
        mended += bool(fault["repairs"])
        for repair in fault["repairs"][:3]:
            said = refusal(repair["source"])
            assert said is None, f"{repair['says']}\n{said}\n{repair['source']}"
    print(f"{count} broken programs, {mended} of them with repairs")
    return mended


def assert_stacks_are_mended(start, count):
    texts = broken_stacks(start, count)
    offered = 0
    for answer in door.trace([{"source": text} for text in texts]):
        for repair in first_fault(answer)["repairs"]:
            said = refusal(repair["source"])
            offered += said is None
            whole = repair["stops"] is None
            assert (said is None) == whole, f"{repair['says']}\n{said}\n{repair['source']}"
    print(f"{len(texts)} broken stacks, {offered} repairs that hold")
    return offered


def test_a_stack_is_mended_to_its_end_however_it_is_built():
    assert assert_stacks_are_mended(0, QUICK // 2) > 2 * len(WAYS)


@pytest.mark.check
def test_many_stacks_are_mended_to_their_end():
    assert assert_stacks_are_mended(1000, MANY // 3) > MANY


def test_repairs_build_in_keras():
    assert assert_repairs_hold(300_000, QUICK) > 0


@pytest.mark.check
def test_many_repairs_build_in_keras():
    assert assert_repairs_hold(310_000, MANY) > MANY / 3


def broken_pastes(framework):
    return [path.read_text("utf-8") for path in sorted(BROKEN.glob(f"{framework}_*.py"))]


def keras_says(sources):
    """[line, message] of what Keras refuses in each program; None where it runs."""
    found = []
    for source in sources:
        try:
            exec(compile(source, "<paste>", "exec"), {"__name__": "__main__"})
            found.append(None)
        except Exception as error:
            steps = traceback.extract_tb(error.__traceback__)
            lines = [step.lineno for step in steps if step.filename == "<paste>"]
            found.append([lines[-1] if lines else None, f"{type(error).__name__}: {error}"])
    return found


def pytorch_says(sources):
    """The same, by PyTorch."""
    command = [torch_python(), "tools/pytorch_judge.py", "run"]
    run = subprocess.run(command, cwd=ROOT, input=json.dumps(sources), capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-4000:]
    return [json.loads(line) for line in run.stdout.splitlines()]


def assert_offered_repairs_hold(sources, framework_says):
    """What is offered as whole runs to its end; what leads to a later break breaks at that line."""
    offered = [
        (fault, repair)
        for answer in door.trace([{"source": source} for source in sources])
        for fault in [first_fault(answer)]
        for repair in fault["repairs"]
    ]
    said = framework_says([repair["source"] for _, repair in offered])
    wrong = []
    for (fault, repair), refusal in zip(offered, said, strict=True):
        stop = repair["stops"] and repair["stops"]["line"]
        if (refusal and refusal[0]) != stop:
            wrong.append(f"{fault['says']}\n{repair['says']}\n{refusal}\n{repair['source']}")
    assert not wrong, f"{len(wrong)} of {len(offered)}\n" + "\n\n".join(wrong[:3])
    print(f"{len(sources)} broken programs, {len(offered)} repairs that hold")
    return len(offered)


@pytest.mark.check
def test_repairs_run_in_pytorch():
    _, programs = recorded.read(PROGRAMS, "renew it by tools/pytorch_judge.py")
    broken = [program["source"] for program in programs if program["fault"]]
    pastes = broken_pastes("pytorch")
    assert assert_offered_repairs_hold([*broken, *pastes], pytorch_says) > len(broken)


@pytest.mark.check
def test_repairs_of_pastes_run_in_keras():
    pastes = broken_pastes("keras")
    assert assert_offered_repairs_hold(pastes, keras_says) > len(pastes)
