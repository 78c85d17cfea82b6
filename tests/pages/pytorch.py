"""What sentences are held to where only PyTorch can say it: each question in tests/pages/told/, `facts.pytorch.answer("…")`,
and what PyTorch answered, as tools/pytorch_judge.py has recorded it.

A question is a line of code with `torch`, `nn` and `F`; its last expression is the answer. The standard library alone:
the judge collects the questions in an environment of its own.
"""

import ast
import json
import tomllib
from functools import cache
from pathlib import Path

from frameworks import recorded

HERE = Path(__file__).parent
TABLE = HERE / "torch_facts.jsonl"
RENEW = "renew tests/pages/torch_facts.jsonl by tools/pytorch_judge.py"


def answer(question):
    """What PyTorch gives: a number, a shape or a tensor as a list, a type as a word."""
    said = _recorded(question)
    assert "output" in said, f"PyTorch refuses {question}: {said}"
    return said["output"]


def refusal(question):
    """What PyTorch says when it refuses; nothing where it does not."""
    return _recorded(question).get("fault", "")


def said(*parts):
    """Whether a session of the pages ended in a message that has these parts, in this order."""
    return any(_in_order(parts, line.get("fault", "")) for line in _sessions())


def printed(text):
    """Whether an example of the pages' sessions printed this."""
    return any(line.get("output", "").strip() == text for line in _sessions())


@cache
def _sessions():
    return recorded.read(HERE / "torch.jsonl", RENEW)[1]


def _in_order(parts, message):
    for part in parts:
        _, found, message = message.partition(part)
        if not found:
            return False
    return True


def _recorded(question):
    assert question in _table(), f"{question!r} was not asked: {RENEW}"
    return _table()[question]


@cache
def _table():
    return {line["source"]: line for line in recorded.read(TABLE, RENEW)[1]}


def questions():
    """All that is asked in tests/pages/told/, in the order of the alphabet."""
    return sorted({question for tree in _trees() for question in _questions_in(tree)})


def _trees():
    for path in (HERE / "told").rglob("*.toml"):
        for phrases in tomllib.loads(path.read_text("utf-8")).values():
            yield from (ast.parse(told) for told in phrases.values() if not told.startswith("#"))


def _questions_in(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "facts.pytorch.answer",
            "facts.pytorch.refusal",
        ):
            yield ast.literal_eval(node.args[0])


def lines(names):
    """Lines of JSON: what PyTorch answers to each question; `names` are those that code may use."""
    for question in questions():
        yield json.dumps({"source": question, **_outcome(question, dict(names))}) + "\n"


def _outcome(question, names):
    *steps, last = ast.parse(question).body
    try:
        exec(compile(ast.Module(steps, []), "<question>", "exec"), names)
        return {"output": _plain(eval(compile(ast.Expression(last.value), "<question>", "eval"), names))}
    except Exception as error:
        return {"fault": str(error)}


def _plain(value):
    """As JSON has it."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if isinstance(value, (bool, int, float, str, type(None))) else str(value)
