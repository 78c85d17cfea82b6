"""The small Python of the instruments against CPython: the same programs give the same values and the same errors."""

import signal
import traceback
import types
import warnings

import pytest
from frameworks.door import evaluate
from frameworks.generated import program

from sitebuild.pages.page import ROOT

PROGRAMS = 200
CORNERS = ROOT / "tests/frameworks/python_corners.txt"
LONGEST = 10_000  # characters of a `repr` that are compared; longer ones are shortened by the small Python


def run(source):
    """{name: repr} and the first error of a program in CPython; None where it takes too long."""
    names, error = {"__name__": "program"}, None

    def stop(*_):
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(3)
    try:
        with warnings.catch_warnings(action="ignore"):  # `7 is 8` is a generated program, no mistake
            exec(compile(source, "program", "exec"), names)
    except (TimeoutError, MemoryError, OverflowError):
        return None
    except Exception as raised:
        lines = [
            step.lineno for step in traceback.extract_tb(raised.__traceback__) if step.filename == "program"
        ]
        error = {"type": type(raised).__name__, "message": str(raised), "line": lines[-1]}
    finally:
        signal.alarm(0)
    hidden = types.FunctionType, types.BuiltinFunctionType, type, types.ModuleType
    try:
        shown = {name: repr(value) for name, value in names.items() if not isinstance(value, hidden)}
    except ValueError:  # an integer of more digits than CPython writes
        return None
    return {name: text for name, text in shown.items() if not name.startswith("_")}, error


def differences(source, read):
    """What the small Python says otherwise than CPython, without saying that it does not know."""
    ran = run(source)
    if ran is None:
        return []
    variables, error = ran
    if error or read["faults"]:  # it goes on behind a fault, CPython does not
        unknown = read["unfollowed"] or "?" in str(read["variables"].values())
        first = read["faults"][0] if read["faults"] else None
        return [] if first == error or unknown else [(error, first)]
    pairs = [(name, text, read["variables"].get(name)) for name, text in variables.items()]
    return [
        pair for pair in pairs if pair[1] != pair[2] and "?" not in str(pair[2]) and len(pair[1]) < LONGEST
    ]


def test_generated_programs_give_what_cpython_gives():
    sources = [program(seed) for seed in range(PROGRAMS)]
    answers = evaluate(sources)
    wrong = {
        seed: found
        for seed, (source, read) in enumerate(zip(sources, answers, strict=True))
        if (found := differences(source, read))
    }
    assert not wrong
    known = sum(bool(read["faults"]) or "?" not in str(read["variables"].values()) for read in answers)
    assert known > 0.9 * PROGRAMS  # saying "not known" of everything would be no reading


@pytest.mark.check
def test_many_more_generated_programs():
    sources = [program(seed) for seed in range(PROGRAMS, 20 * PROGRAMS)]
    answers = evaluate(sources)
    assert not [found for pair in zip(sources, answers, strict=True) if (found := differences(*pair))]


def test_written_programs_give_what_cpython_gives():
    for source, least in ((WRITTEN, 30), (CONFIGURED, 8)):
        (read,) = evaluate([source])
        variables, error = run(source)
        assert error is None and not read["faults"] and not read["unfollowed"]
        assert read["variables"] == variables
        assert len(variables) > least


# What models are written with: one name for each thing that is read.
def test_corners_of_python_give_what_cpython_gives():
    """Each program by itself; what is not known is told as such, and is little."""
    programs = CORNERS.read_text("utf-8").split("---\n")
    read = evaluate(programs)
    wrong = [
        (source, found)
        for source, one in zip(programs, read, strict=True)
        if (found := differences(source, one))
    ]
    assert not wrong, wrong[0]
    told = [value for one in read for value in one["variables"].values()]
    assert sum("?" not in value for value in told) > 0.93 * len(told)


WRITTEN = """
import argparse
import itertools
import math
import operator
import string
from collections import OrderedDict, defaultdict, namedtuple
from dataclasses import dataclass, field
import typing
from functools import partial, reduce

chain = not 0 and 1 or 2, not (1 and 0), 1 < 2 < 3, 1 < 3 < 2
first, *middle, last = range(6)
names = [f"conv{i}_{j:02d}" for i in range(2) for j in range(3) if (i + j) % 2]
percent = "block%d_%s" % (3, "a"), "{}-{name!r:>5}".format(1, name="b")
merged = {**{"a": 1}, "b": 2}, [*range(2), *(5, 6)]
floored = [(a // b, a % b) for a in (0.0, -0.0, -4, 9, 0.3) for b in (3 / 9, -0.1, 6 / -1)]
sliced = [1, 2, 3, 4, 5][-1:0:-2], "kernel"[1:-1], (1, 2, 3)[::-1]


def stack(x, *sizes, kernel=3, **options):
    return x, sizes, kernel, options


called = stack(1, 2, 3, kernel=5, padding="same"), stack(*[1, 2], **{"strides": 2})
halves = partial(stack, 7, kernel=1)(8)
product = reduce(lambda left, right: left * right, [1, 2, 3, 4])


def counter():
    total = 0

    def add(step):
        nonlocal total
        total += step
        return total

    return add


count = counter()
counted = count(2), count(3)


class Base:
    kind = "base"

    def __init__(self, size, **options):
        self.size, self.options = size, options

    @property
    def double(self):
        return self.size * 2

    @staticmethod
    def of(size):
        return size + 1

    @classmethod
    def made(cls, size):
        return cls(size)

    def __call__(self, x):
        return self.size + x

    def __len__(self):
        return self.size

    def __getitem__(self, index):
        if index >= self.size:
            raise IndexError(index)
        return index * 10


class Old(Base):
    def __init__(self, size):
        super(Old, self).__init__(size, old=True)


class New(Base):
    kind = "new"

    def __call__(self, x):
        return super().__call__(x) * 2


old, new = Old(3), New.made(2)
instances = old(1), new(1), list(old), len(new), new.double, Base.of(3), old.options, new.kind
checks = isinstance(new, Base), isinstance(old, New), hasattr(old, "size"), getattr(new, "no", 5), type(new).__name__
del old, new, count


parser = argparse.ArgumentParser(description="train")
parser.add_argument("-n", "--num-layers", type=int, default="3")
group = parser.add_argument_group("options")
group.add_argument("--lr", default=0.1, type=float, help="how far each step goes")
group.add_argument("--both", action="store_true")
group.add_argument("--no-bias", dest="bias", action="store_false")
parser.add_argument("--name")
parser.set_defaults(name="net")
args = parser.parse_args([])
optioned = args.num_layers, args.lr, args.both, args.bias, args.name, parser.parse_known_args([])[0].lr
del args, parser, group


@dataclass
class Config:
    count: typing.ClassVar[int] = 7
    width: int
    depth: int = 3
    rates: list = field(default_factory=list)


config = Config(8, rates=[1])
config.rates.append(2)
configured = config.width, config.depth, config.rates, Config(1, 2).depth, Config.count
try:
    Config(8, dept=2)
except TypeError as error:
    mistyped = str(error)
Pair = namedtuple("Pair", "height width")
height, width = Pair(3, width=4)
paired = Pair(1, 2).width, len(Pair(1, 2)), isinstance(Pair(1, 2), tuple), Pair(1, 2)._fields
Wide = namedtuple("Wide", ["low", "high"], defaults=[9])
widened = tuple(Wide(4)), tuple(Wide(4)._replace(high=5)), list(Wide(4)._asdict().items()), Wide(4)[-1], Wide(1) + (2,)
lacking = tuple(Pair(None, 2)), tuple(Wide(low=None)), tuple(Wide(4)._replace(high=None)), tuple(Wide(1, None))
del Wide
del config

groups = defaultdict(list)
for index, letter in enumerate("abca", start=1):
    groups[letter].append(index)
grouped = groups["a"], len(groups)
del groups
ordered = list(OrderedDict([("x", 1), ("y", 2)]).items())

events = []
for index in range(10):
    if index == 2:
        continue
    if index == 5:
        break
    events.append(index)
else:
    events.append("never")
while index:
    index -= 2 if index > 1 else 1
else:
    events.append("done")
try:
    events.append(1 // 0)
except (KeyError, ZeroDivisionError) as error:
    events.append(str(error))
else:
    events.append("never")
finally:
    events.append("finally")
try:
    raise ValueError("odd", 3)
except Exception as error:
    events.append(error.args)


def squares(n):
    for i in range(n):
        yield i * i


class Chosen:
    made: int = 0


pairs = list(itertools.pairwise("abc")), list(itertools.zip_longest([1, 2], "a", fillvalue="-"))
totals = list(itertools.accumulate([1, 2, 3])), list(itertools.accumulate([2, 3], operator.mul, initial=5))
cut = list(itertools.islice(range(9), 2, 8, 3)), list(itertools.islice(itertools.count(1), 3))
endless = list(zip("abc", itertools.count(5))), list(itertools.islice(itertools.cycle("ab"), 1, 6, 2))
endless += list(itertools.takewhile(lambda n: n < 4, itertools.count(step=2))), list(zip(itertools.repeat(0), "ab"))
for turn in itertools.count(1):
    if turn > 3:
        break
flat = list(itertools.chain.from_iterable([[1], [2, 3]])), list(itertools.starmap(pow, [(2, 3), (3, 2)]))
class Found(typing.NamedTuple):
    boxes: list
    scores: typing.Any = None
    count: int = 3


found = Found([1], count=5)
boxes, *others = found
unpacked = boxes, others, found.count, found._replace(count=1).count, Found([]).scores, f"{found}", found == ([1], None, 5)
try:
    Found()
except TypeError as error:
    unmade = str(error)
del found


class Settings(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__

    def deeper(self, **more):
        return Settings(self, **more)


class Stages(list):
    def __init__(self, items, name):
        super().__init__(items)
        self.name = name

    def doubled(self):
        return [2 * one for one in self]


settings = Settings(width=8, depth=[1, 2])
settings.rate = 0.5
settings["name"] = "net"
read = settings.width, settings["rate"], len(settings), list(settings), "name" in settings, settings.get("no", 3)
spread = dict(**settings), {**settings, "width": 9}, isinstance(settings, dict), sorted(settings.keys()), bool(Settings())
deep = settings.deeper(width=4).width, settings.width, [key for key, value in settings.items() if value == 8]
stages = Stages((3, 4), "s")
stages.append(5)
staged = stages.doubled(), stages[-1], len(stages), stages.name, stages[1:], 4 in stages, isinstance(stages, list)
stages[0:2] = [7, 8, 9]
del stages[-1], settings["name"]
try:
    del settings["no"]
except KeyError as error:
    lacking = str(error)
rest = list(stages), list(settings)
try:
    stages[9] = 1
except IndexError as error:
    beyond = error.args
del settings, stages
letters = string.ascii_lowercase[2:5], len(string.ascii_letters + string.digits), string.punctuation
chosen = list(itertools.combinations("abc", 2)), list(itertools.permutations([1, 2, 3], 2))
turns = [kind for _, kind in zip(range(5), itertools.cycle("cd"))], list(itertools.product("ab", repeat=2))
while_small = list(itertools.takewhile(lambda x: x < 3, [1, 3, 2])), list(itertools.dropwhile(lambda x: x < 3, [1, 3, 2]))
parts = sorted([("b", 1), ("a", 2)], key=operator.itemgetter(1)), operator.attrgetter("made")(Chosen())
whole = reduce(operator.mul, (2, 3, 4), 1), math.lcm(4, 6), math.comb(5, 2), math.prod([2, 3], start=4)
generated = list(squares(4)), sum(x for x in squares(5) if x % 2)
functions = math.ceil(2.1), math.floor(-2.1), math.prod([2, 3]), math.log2(8), round(2.5), divmod(-7, 2), abs(-1.5)
sequences = sorted("bca"), sorted([3, 1], reverse=True), list(zip([1, 2], "ab")), list(map(str, [1, 2])), max([2, 9])
numbers = 7 / 2, 4 / 2, -7 // 2, -7 % 3, 2**-1, 2**10, 0x1F, 1_000, 1e-5, 5 & 3, 5 ^ 3, 1 << 4, ~5, True + 1
texts = "a,b".split(","), "-".join("abc"), " x ".strip(), "Conv2D".lower(), "x".zfill(3), r"\\n", "it" 's'
nested = [[0] * 2 for _ in range(2)]
nested[0][1] += 5
turned = [list(row) for row in zip(*nested)]
if (size := 10) > 5 and max(more := 3, more) == 3:
    large = "yes" if size > 9 else "no"
"""

# How models are configured: cases, members of an enumeration, and what objects say of themselves.
CONFIGURED = """
import abc
import enum
import functools
from collections import namedtuple
from dataclasses import asdict, astuple, dataclass, replace


class Kind(enum.Enum):
    SMALL = 8
    BIG = enum.auto()
    LITTLE = 8


class Width(enum.IntEnum):
    NARROW = 8
    WIDE = enum.auto()


class Act(str, enum.Enum):
    RELU = "relu"


@dataclass(frozen=True)
class Size:
    height: int
    width: int = 3


class Spec:
    def __init__(self, kind, depth):
        self.kind, self.depth = kind, depth

    def __repr__(self):
        return f"Spec({self.kind.name}, {self.depth})"

    def __str__(self):
        return f"{self.kind.name.lower()}x{self.depth}"


Block = namedtuple("Block", "kernel filters", defaults=[16])


def of(value):
    match value:
        case None | True:
            return "nothing"
        case "relu" | "gelu" as name:
            return f"named {name}"
        case -1:
            return "the rest"
        case Kind.SMALL:
            return "small"
        case Size(height, width=5):
            return f"{height} by five"
        case Size(height=1):
            return "flat"
        case [first, *others] if first == "conv":
            return first, others
        case (a, b, _):
            return a + b
        case {"kernel": kernel, **others}:
            return kernel, others
        case str(text):
            return text.upper()
        case int() | float():
            return value * 2
        case []:
            return "empty"
        case _:
            return "other"


def both(kind, size, *others):
    match kind, size:
        case Kind.SMALL, int():
            return "a small one"
        case _, 3:
            return "three"
    match size, *others, {"of": kind}["of"]:  # several, one of them unpacked
        case [_, _, Kind.BIG]:
            return "big"
        case _:
            return "any"


class Norm(str, enum.Enum):
    BATCH = "batch_norm"

    def __str__(self):
        return self.value + "!"


class Base(abc.ABC):
    @abc.abstractmethod
    def size(self): ...

    def twice(self):
        return 2 * self.size()


class Three(Base):
    def size(self):
        return 3


part = functools.partial(divmod, 7)
parts = type(part) == functools.partial, isinstance(part, functools.partial), part.func is divmod, part.args, part.keywords
del part
filled = Three().twice(), isinstance(Three(), abc.ABC), type(of) == functools.partial
several = both(Kind.SMALL, 1), both(Kind.BIG, 3), both(Kind.BIG, 1, 2), both(Kind.BIG, 1)
named = f"{Norm.BATCH}", str(Norm.BATCH), Norm.BATCH + "_1"
told = [of(one) for one in (None, True, False, "relu", "tanh", -1, 7, 0.5, [], (), {}, {"kernel": 3, "filters": 8})]
shaped = [of(one) for one in (Size(4, 5), Size(1), Size(2), Kind.SMALL, Kind.BIG, Kind.LITTLE)]
listed = [of(one) for one in (["conv", 3, 5], ("conv",), (1, 2, 3), [1, 2], "abc")]
plain = Width.NARROW * 2, Width.WIDE.value, Width.NARROW.name, Act.RELU.value, Act("relu") == "relu", Width(9) + 1, Act.RELU.name
members = Kind(8).name, Kind.BIG.value, Kind.SMALL is Kind.LITTLE, str(Kind.BIG), f"{Kind.SMALL}", repr(Kind.BIG)
blocks = f"{Block(3)}", str(Block(kernel=(1, 2), filters="a")), repr([Block(3)._replace(filters=2)]), "%s" % (Block(1),)
spoken = f"{Spec(Kind.BIG, 2)}_0", str(Spec(Kind.SMALL, 1)), repr(Spec(Kind.BIG, 3)), "{!r}-{}".format(*[Spec(Kind.BIG, 4)] * 2)
kept = asdict(Size(2)), astuple(Size(2, 4)), asdict(replace(Size(2), width=9))
match = {"case": 3}
case = match["case"]
matched = match, case
"""
