"""What PyTorch's functions and methods take, from PyTorch itself: instruments/frameworks/pytorch/functions.json.

Functions of Python have a signature. Those of C++ have none: their forms stand in the stubs that come with PyTorch, and in
their docstrings, neither without gaps. tools/pytorch_judge.py writes the file.
"""

import ast
import inspect
import re
from collections.abc import Iterator
from itertools import takewhile
from math import inf
from pathlib import Path
from typing import Any

# a form: required ones, then those with a default, marked "="; behind "*" by name alone; "*name" takes any number
Form = str


def functions(names: list[str]) -> dict[str, dict[str, Form | list[Form]]]:
    """{name: {"torch", "nn", "F" (torch.nn.functional), "fft" or "Tensor": its forms}}, of those that say what they take.

    A method's first parameter is the tensor itself.
    """
    import torch
    import torch.nn.functional as F

    stubs = Path(torch.__file__).parent / "_C"
    of_torch, of_nn = _stub(stubs / "_VariableFunctions.pyi"), _stub(stubs / "_nn.pyi")
    of_tensors = _stub(stubs / "__init__.pyi", "TensorBase")
    spaces = {
        "torch": (torch, [of_torch]),
        "nn": (torch.nn, []),
        "F": (F, [of_nn, of_torch]),
        "Tensor": (torch.Tensor, [of_tensors]),
        "fft": (torch.fft, []),
    }
    return {
        name: {
            space: forms
            for space, (holder, stubs) in spaces.items()
            if (forms := _forms(holder, name.removeprefix("fft_") if space == "fft" else name, stubs, space))
            is not None
        }
        for name in names
    }


def _forms(
    holder: Any, name: str, stubs: list[dict[str, list[Form]]], space: str
) -> Form | list[Form] | None:
    """One form; several of a function that PyTorch chooses among; none where it is not there, or takes whatever it is given."""
    function = getattr(holder, name, None)
    if not callable(function):
        return None
    try:
        return _of_signature(inspect.signature(function))
    except (TypeError, ValueError):
        in_stubs = [form for stub in stubs for form in stub.get(name, [])]
        told = _told(function.__doc__ or "", name, "self " if space == "Tensor" else "")
        forms = _distinct([*in_stubs, *told])
    said = _refusal(function)
    if "takes no arguments" in said or not forms:
        return "" if "takes no arguments" in said else None
    taken = re.search(r"takes (?:from (\d+) to )?(\d+) positional", said)
    if not taken:
        return forms
    if any(_most(form) == inf for form in forms):
        return " ".join(["*values", *(f"{name}=" for name in _names(forms) if name != "self")])
    least, most = int(taken[1] or taken[2]), int(taken[2])
    is_method = space == "Tensor"  # there PyTorch does not count the tensor itself
    return _one_form(forms, least + is_method, most + is_method)


def _refusal(function: Any) -> str:
    """What PyTorch says where far more is given than any function takes."""
    import torch

    try:
        function(*[torch.zeros(1)] * 40)
    except (TypeError, RuntimeError) as error:
        return str(error)
    return ""


def _one_form(forms: list[Form], least: int, most: int) -> Form:
    """All names of the forms, of which so many must and may be given without their names."""
    words = [name + ("=" if at >= least else "") for at, name in enumerate(_names(forms))]
    return " ".join(words[:most] + ["*"] * (len(words) > most) + words[most:])


def _names(forms: list[Form]) -> list[str]:
    return list(dict.fromkeys(word.strip("*=") for form in forms for word in form.split() if word != "*"))


def _distinct(forms: list[Form]) -> list[Form]:
    """Those that take what no other form takes; none where they do not say what they take."""
    kept: list[Form] = []
    for form in sorted(forms, key=lambda form: -len(form.split())):
        if not any(_takes_more(other, form) for other in kept):
            kept.append(form)
    return kept


def _takes_more(one: Form, other: Form) -> bool:
    """Whether as many values without a name, and the same names."""
    return set(_names([one])) >= set(_names([other])) and _most(one) >= _most(other)


def _most(form: Form) -> float:
    """So many values may be given without a name."""
    ordinary = list(takewhile(lambda word: word[0] != "*", form.split()))
    return inf if re.search(r"\*\w", form) else len(ordinary)


def _of_signature(signature: inspect.Signature) -> Form | None:
    """None where it hands on whatever it is given."""
    words, is_named = [], False
    for one in signature.parameters.values():
        if one.kind is one.VAR_KEYWORD:
            return None
        if one.kind is one.KEYWORD_ONLY and not is_named:
            words.append("*")
        is_named |= one.kind in (one.KEYWORD_ONLY, one.VAR_POSITIONAL)
        star = "*" if one.kind is one.VAR_POSITIONAL else ""
        words.append(f"{star}{one.name}" + ("" if star or one.default is one.empty else "="))
    return " ".join(words)


def _stub(path: Path, cls: str | None = None) -> dict[str, list[Form]]:
    """{name: forms} of the functions in a stub, or of a class in it."""
    body = ast.parse(path.read_text("utf-8")).body
    if cls:
        [found] = [node for node in body if isinstance(node, ast.ClassDef) and node.name == cls]
        body = found.body
    forms: dict[str, list[Form]] = {}
    for node in body:
        if isinstance(node, ast.FunctionDef):
            forms.setdefault(node.name, []).append(" ".join(_of_arguments(node.args)))
    return forms


def _of_arguments(given: ast.arguments) -> Iterator[str]:
    ordinary = [*given.posonlyargs, *given.args]
    required = len(ordinary) - len(given.defaults)
    yield from (one.arg + ("=" if at >= required else "") for at, one in enumerate(ordinary))
    if given.vararg:
        yield f"*{given.vararg.arg}"
    elif given.kwonlyargs:
        yield "*"
    for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        yield one.arg + ("=" if default else "")
    if given.kwarg:
        yield f"**{given.kwarg.arg}"


def _told(text: str, name: str, first: str) -> Iterator[Form]:
    """The forms that a docstring begins with: `clamp(input, min=None, max=None, *, out=None) -> Tensor`."""
    form = rf"^\s*(?:\.\. (?:function|method):: )?(?:\w+\.)*{re.escape(name)}\(((?:[^()]|\([^()]*\))*)\)(?: ?->|\s*$)"
    for told in re.findall(form, text, re.M):
        words = [re.sub(r"\s*[:=].*", "=", part.strip()) for part in re.split(r",(?![^(]*\))", told)]
        words = [f"*{word[:-3]}" if word.endswith("...") else word for word in words if word]
        if all(re.fullmatch(r"\*|\*?\w+=?", word) for word in words):  # neither an example nor `**kwargs`
            yield (first + " ".join(words)).strip()
