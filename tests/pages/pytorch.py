"""What sentences are held to where only PyTorch can say it: code in tests/pages/told/, `facts.pytorch.answer("…")`,
and what PyTorch answered, as tools/pytorch_judge.py has recorded it.

It is a line with `torch`, `nn` and `F`; its last expression is the answer. The standard library alone:
the judge collects the lines in an environment of its own.
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


def answer(code):
    """What PyTorch gives: a number, a shape or a tensor as a list, a type as a word."""
    said = _recorded(code)
    assert "output" in said, f"PyTorch refuses {code}: {said}"
    return said["output"]


def refusal(code):
    """What PyTorch says when it refuses; nothing where it does not."""
    return _recorded(code).get("fault", "")


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


def _recorded(code):
    assert code in _table(), f"{code!r} was not asked: {RENEW}"
    return _table()[code]


@cache
def _table():
    return {line["source"]: line for line in recorded.read(TABLE, RENEW)[1]}


def asked():
    """All that is asked in tests/pages/told/, in the order of the alphabet."""
    return sorted({code for tree in _trees() for code in _codes_in(tree)})


def _trees():
    for path in (HERE / "told").rglob("*.toml"):
        for phrases in tomllib.loads(path.read_text("utf-8")).values():
            yield from (ast.parse(told) for told in phrases.values() if not told.startswith("#"))


def _codes_in(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "facts.pytorch.answer",
            "facts.pytorch.refusal",
        ):
            yield ast.literal_eval(node.args[0])


def lines(names):
    """Lines of JSON: what PyTorch answers to each line; `names` are those that code may use."""
    for code in asked():
        yield json.dumps({"source": code, **_outcome(code, dict(names))}) + "\n"


def _outcome(code, names):
    *steps, last = ast.parse(code).body
    try:
        exec(compile(ast.Module(steps, []), "<asked>", "exec"), names)
        return {"output": _plain(eval(compile(ast.Expression(last.value), "<asked>", "eval"), names))}
    except Exception as error:
        return {"fault": str(error)}


def _plain(value):
    """As JSON has it."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if isinstance(value, (bool, int, float, str, type(None))) else str(value)
