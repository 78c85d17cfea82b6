"""What real PyTorch says of random programs (tests/frameworks/pytorch_programs.py): the judge's table.

    make .torch/ready                                           an environment of its own: PyTorch is large
    .torch/bin/python tools/pytorch_judge.py 0 500              writes the tables in tests/frameworks/ and tests/pages/
    .torch/bin/python tools/pytorch_judge.py pages              writes those in tests/pages/ alone, in seconds
    .torch/bin/python tools/pytorch_judge.py 0 500 --check      compares them with what PyTorch says now
    .torch/bin/python tools/pytorch_judge.py run                what refuses each program of a JSON list on standard input
    .torch/bin/python tools/pytorch_judge.py 7000 500 --print   what it says of other programs, for tools/random_models.py

It writes names.json of instruments/frameworks/pytorch/, too: the names that stand in PyTorch's modules; forwards.json: what
the modules of `torch.nn` that are no losses are called with; and functions.json: what the functions that it names take.

Beside the random ones the table pytorch.jsonl has those that were written by hand, tests/frameworks/pytorch_pastes/, which leave
`net` and `out`.

Its first line is {"torch": version, "first": seed, "count": programs, "sha256": of the lines after it}; each other line is
{"source", "fault": [line, message] or null, "calls": [[qualified name, class, shape, parameters]], "parameters", "output"}.
In the table of operations (pytorch_operations.txt, an expression a line) they are {"source", "output" or "fault": message}.
The table of the pages' sessions (fences called torch) has a line an example: {"source", "output": what is printed, or
"fault": as Python tells it}; that of what sentences are held to (tests/pages/pytorch.py) one for each that is asked.
"""

import contextlib
import doctest
import inspect
import io
import json
import re
import resource
import sys
import traceback
import warnings
from pathlib import Path
from unittest import mock

TESTS = Path(__file__).resolve().parents[1] / "tests"
TABLE = TESTS / "frameworks/pytorch.jsonl"
OPERATIONS = TESTS / "frameworks/pytorch_operations.jsonl"
WRITTEN = TESTS / "frameworks/pytorch_pastes"
SESSIONS = TESTS / "pages/torch.jsonl"
MEMORY = 12 << 30
NAMES = TESTS.parent / "instruments/frameworks/pytorch/names.json"
FORWARDS = NAMES.with_name("forwards.json")
FUNCTIONS = NAMES.with_name("functions.json")
sys.path.insert(0, str(TESTS))  # the environment that has PyTorch knows nothing of the checkout
import pytorch_signatures  # noqa: E402
from frameworks import recorded  # noqa: E402
from frameworks.pytorch_programs import Program, run, shape_of  # noqa: E402
from pages import pytorch  # noqa: E402


def judged(first, count):
    """Lines of JSON; every third program is meant to break."""
    for seed in range(first, first + count):
        program = Program(seed, breaks=seed % 3 == 0)
        yield json.dumps(program.grow(program.dice.choice([3, 5, 8]))) + "\n"


def pytorch_names():
    """What code may use."""
    import torch
    import torch.nn.functional as F
    from torch import nn

    return {"torch": torch, "nn": nn, "F": F}


def operations():
    """Lines of JSON: what PyTorch makes of each expression, a shape, shapes or a refusal."""
    names = pytorch_names()
    for source in OPERATIONS.with_suffix(".txt").read_text("utf-8").splitlines():
        try:
            told = {"output": shape_of(eval(source, names))}
        except Exception as error:
            told = {"fault": str(error)}
        yield json.dumps({"source": source, **told}) + "\n"


def import_torchvision():
    """Without its operators, which ask for CUDA and which no network needs."""
    with mock.patch("torch.library.register_fake", lambda name: lambda function: function):
        import torchvision  # noqa: F401


def names():
    """JSON: PyTorch's version, and the names in each module, those too that come when they are asked for, without those that
    begin with a line."""
    import torch

    modules = torch, torch.nn, torch.nn.functional
    lazy = {*torch._lazy_modules, *torch._deprecated_attrs}  # `torch` has them once they are asked for
    found = {"version": [torch.__version__.partition("+")[0]]}
    for module in modules:
        all_names = {*dir(module), *(lazy if module is torch else ())}
        found[module.__name__] = sorted(name for name in all_names if name[0] != "_")
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(' '.join(all))}" for name, all in found.items())
    return f"{{\n{lines}\n}}\n"


def forwards():
    """JSON: of each module of `torch.nn` how its `forward` is called in messages, and its parameters.

    Those that only take `input` in a `forward` of their own are left out.
    """
    from torch import nn

    found = {}
    for name, cls in sorted(vars(nn).items()):
        if not isinstance(cls, type) or not issubclass(cls, nn.Module) or "Loss" in name:
            continue
        _, *parameters = inspect.signature(cls.forward).parameters.values()
        if any(one.kind is one.VAR_POSITIONAL for one in parameters):
            continue
        taken = [one.name if one.default is one.empty else [one.name, one.default] for one in parameters]
        if (called := cls.forward.__qualname__) != f"{name}.forward" or taken != ["input"]:
            found[name] = [called, *taken]
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(one)}" for name, one in found.items())
    return f"{{\n{lines}\n}}\n"


def functions():
    """JSON: of each function or method that functions.json names its forms; to check another one, add its name there."""
    found = pytorch_signatures.functions(sorted(json.loads(FUNCTIONS.read_text("utf-8"))))
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(one)}" for name, one in found.items())
    return f"{{\n{lines}\n}}\n"


def sessions():
    """Lines of JSON: what PyTorch makes of each example in the English pages, whose code is that of the Korean ones."""
    for page in sorted(TESTS.parent.glob("docs/en/**/*.md")):
        for fence in re.findall(r"^```torch\n(.*?)^```", page.read_text("utf-8"), re.M | re.S):
            names = pytorch_names()
            for example in doctest.DocTestParser().get_examples(fence):
                yield json.dumps({"source": example.source, **_outcome(example.source, names)}) + "\n"


def _outcome(source, names):
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(source, "<page>", "single"), names)
    except Exception as error:
        return {"fault": "".join(traceback.format_exception_only(error))}
    return {"output": printed.getvalue()}


def refusals(sources):
    """Lines of JSON: [line, message] of what PyTorch refuses in each program, null where it runs."""
    import_torchvision()
    for source in sources:
        told = None
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(source, "<paste>", "exec"), {"__name__": "__main__"})
        except Exception as error:
            lines = [
                step.lineno
                for step in traceback.extract_tb(error.__traceback__)
                if step.filename == "<paste>"
            ]
            told = [lines[-1] if lines else None, f"{type(error).__name__}: {error}"]
        yield json.dumps(told) + "\n"


def limit_memory():
    """A program may ask for more than the machine has: PyTorch refuses it, and the system ends nothing."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main(first, count=0, *options):
    import torch

    warnings.simplefilter("ignore")
    torch.manual_seed(0)
    torch.set_num_threads(2)  # on one, small transposed convolutions refuse in other words
    limit_memory()
    if first == "run":
        sys.stdout.writelines(refusals(json.load(sys.stdin)))
        return
    if first == "pages":
        for path, lines in of_pages().items():
            recorded.write(path, lines, torch=torch.__version__)
        return
    first, count = int(first), int(count)
    if options == ("--print",):
        sys.stdout.writelines(judged(first, count))
    elif options == ("--check",):
        check(first, count)
    else:
        NAMES.write_text(names(), "utf-8")
        FORWARDS.write_text(forwards(), "utf-8")
        FUNCTIONS.write_text(functions(), "utf-8")
        heads = {TABLE: {"first": first}}
        for path, lines in tables(first, count).items():
            recorded.write(path, lines, torch=torch.__version__, **heads.get(path, {}))


def tables(first, count):
    """The path of each table, and its lines."""
    import_torchvision()
    written = (json.dumps(run(path.read_text("utf-8"))) + "\n" for path in sorted(WRITTEN.glob("*.py")))
    return {
        TABLE: [*judged(first, count), *written],
        OPERATIONS: [*operations()],
        **of_pages(),
    }


def of_pages():
    """Those of what pages say."""
    return {SESSIONS: [*sessions()], pytorch.TABLE: [*pytorch.lines(pytorch_names())]}


def check(first, count):
    """Ends with what PyTorch says otherwise now than the tables have it."""
    written = {NAMES: names(), FORWARDS: forwards(), FUNCTIONS: functions()}
    faults = [f"{path.name} is stale" for path, text in written.items() if path.read_text("utf-8") != text]
    for path, lines in tables(first, count).items():
        _, told = recorded.read(path, "renew it by tools/pytorch_judge.py")
        now = [json.loads(line) for line in lines]
        if len(told) != len(now):
            faults.append(f"{path.name}: {len(told)} lines, now {len(now)}")
        faults += [
            f"{path.name}: {one}, now {other}" for one, other in zip(told, now, strict=False) if one != other
        ]
        print(f"{path.name}: {len(now)} lines")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main(*sys.argv[1:])
