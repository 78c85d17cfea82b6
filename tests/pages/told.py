"""What each number of a page is: every number, in digits or in words, is told by a rule or by tests/pages/told/<page>.toml.

By rule: a linked result that only one value of its example fits; arithmetic that is right; an argument of the section's
code, as that argument; code that the page runs; a number of a list or a version. What no rule tells stands in the file,
by section, as a phrase of the English page and the expression that gives its numbers in the page's own program:

    [stride-2]
    "two cells apart" = "strides"
    "at least three" = "counts.min() >= 3"
    "three of five" = "# the reader's own guess"

An expression is evaluated where its section ends, or after the cell that the section's key names: ["stride-2.overlap-arms"]
is the first example behind that id. `# …` says why a phrase states no result. The Korean page says the same numbers
(test_languages.py).
"""

import ast
import builtins
import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numerals
import numpy as np
import statements

from sitebuild.pages.page import ROOT, Page

FOLDER = ROOT / "tests/pages/told"
LINKED = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*\)")
DRESS = re.compile(r"\*\*|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)|\{:?[^{}\n]*[#.=][^{}\n]*\}")
CODE = re.compile(r"`+[^`\n]+`+")
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.S)
NO_RESULT = re.compile(
    r"^\s*(?:\d+\.|#+ C\d+) |\b(?:Python|TensorFlow|Keras|PyTorch|CC BY|MIT|NumPy|JAX|tf\.keras) \d[\d.]*"
    r"|\bN?[DC]?\d+D\b|\bUTF-8\b|\bfloat32\b",
    re.M,
)
SAID = "{: .said }"
SUM = re.compile(
    r"(?P<left>[\d(][\d.,()¼½¾⅓⅔ +−·×/-]*[\d)¼½¾⅓⅔])\s*(?:=|makes?|gives?|is)\s*(?P<right>−?[\d.,¼½¾⅓⅔]+(?<![.,]))"
)
ARGUMENTS = {
    r"strides?(?: of)?": ("strides",),
    r"kernels?(?: of| size)?|filters? of": ("kernel_size",),
    r"windows?(?: of)?|pooling by": ("pool_size",),
    r"dilation(?: rate)?(?: of)?": ("dilation_rate",),
}
ARGUMENT = re.compile(
    rf"\b(?:{'|'.join(f'(?P<a{i}>{word})' for i, word in enumerate(ARGUMENTS))}) (?P<number>\d+)\b", re.I
)


@dataclass(frozen=True)
class Entry:
    """A phrase of the English page and what gives its numbers."""

    section: str
    phrase: str
    expression: str

    @property
    def place(self):
        """The id of its section."""
        return self.section.partition(".")[0]

    @property
    def reason(self):
        """Why the phrase states no result, where it states none."""
        return self.expression[1:].strip() if self.expression.startswith("#") else None


def readable(text):
    """A block as it is read, in one line: link text without addresses, no attributes."""
    before = None
    while before != text:
        before, text = text, LINKED.sub(r"\1", text)
    return re.sub(r"\s+", " ", DRESS.sub("", text)).strip()


class Told:
    """The English page, and what its file says of it."""

    def __init__(self, name, text=None, entries=None):
        self.name = name
        self.page = Page(ROOT / f"docs/en/{name}.md", text)
        self.entries = list(_entries(name)) if entries is None else entries

    @cached_property
    def blocks(self):
        """(section, block) of each block."""
        headings = [(line, anchor or "top") for line, _, _, anchor in self.page.headings]
        found = []
        for block in numerals.blocks(self.page):
            line = self.page.line_at(block.start)
            within = [anchor for start, anchor in headings if start <= line]
            front = block.kind == "front matter"
            found.append(("front-matter" if front else within[-1] if within else "top", block))
        return found

    @cached_property
    def links(self):
        """Link start → whether only the stated value fits its example."""
        return dict(_linked(self.page))

    @cached_property
    def code(self):
        """All that the page runs, that PyTorch was asked, and that they are said to answer."""
        return _bare("".join(line.text for fence in self.page.fences for line in fence.lines))

    def untold(self):
        """(section, block, numeral) of each number that nothing tells."""
        for section, block in self.blocks:
            spans = list(self._told(block))
            phrases = [entry.phrase for entry in self.entries if entry.place in (section, "page")]
            for number in numerals.numerals(block.text, "en"):
                if any(start <= number.start and number.end <= end for start, end in spans):
                    continue
                if not _in_phrase(block.text, number, phrases):
                    yield section, block, number

    def unsaid(self):
        """The entries whose phrase no block of their section says."""
        for entry in self.entries:
            said = [readable(b.text) for section, b in self.blocks if entry.place in (section, "page")]
            if not any(entry.phrase in text for text in said):
                yield entry

    @cached_property
    def due(self):
        """Cell number → the entries that are asked after it."""
        found = {}
        for entry in self.entries:
            if not entry.reason and self.page.cells:
                found.setdefault(self._cell(entry), []).append(entry)
        return found

    def _cell(self, entry):
        """The last cell of the entry's section, or the last before it; behind a named id the last of that example."""
        if anchor := entry.section.partition(".")[2]:
            return self.page.cells.index(self.page.fence_after(anchor).cells[-1])
        if entry.place in ("page", "front-matter"):
            return len(self.page.cells) - 1
        lines = [line for line, *_ in self.page.headings]
        start = next(
            (line for line, _, _, anchor in self.page.headings if (anchor or "top") == entry.place), 0
        )
        end = next((line for line in lines if line > start), self.page.text.count("\n") + 2)
        starts = [self.page.line_at(cell.start) for cell in self.page.cells]
        return max(sum(line < end for line in starts) - 1, 0)

    def _told(self, block):
        """The stretches of a block's text whose numbers a rule tells."""
        text = block.text
        if SAID in text:
            yield 0, len(text)  # in the note's words, which tests/pages/claims.toml has
        for match in statements.LINK.finditer(text):
            if self.links.get(block.start + match.start()):
                yield match.span()
        for match in statements.QUOTED.finditer(text):
            yield match.span()
        for match in CODE.finditer(text):
            if self._runs(match[0].strip("`")):
                yield match.span()
        for match in FORMULA.finditer(text):
            yield match.span()  # test_formulas.py
        for match in NO_RESULT.finditer(text):
            yield match.span()
        yield from sums(text)
        for pattern in statements.GRID, statements.TUPLE:
            yield from (m.span() for m in pattern.finditer(text) if statements.dims(m[0]) in self.sizes)
        yield from self._arguments(text)

    def _runs(self, code):
        return all(part in self.code for part in re.split(r"…|\.\.\.", _bare(code)))

    def _arguments(self, text):
        for match in ARGUMENT.finditer(text):
            names = next(names for i, names in enumerate(ARGUMENTS.values()) if match[f"a{i}"])
            if any(int(match["number"]) in self.given.get(name, ()) for name in names):
                yield match.span()

    @cached_property
    def sizes(self):
        return statements.arguments(self.page)

    @cached_property
    def given(self):
        """Argument → the numbers that the page's calls give it."""
        found = {}
        for cell in self.page.cells:
            for node in ast.walk(ast.parse(cell.source)):
                for name, value in _given(node):
                    found.setdefault(name, set()).update(_numbers(value))
        return found


def _bare(code):
    """Code without spaces, prompts and the kind of its quotes."""
    return re.sub(r"\s|`|>>> |\.\.\.  ", "", code).replace("'", '"')


def _given(node):
    if isinstance(node, ast.Call):
        layer = getattr(node.func, "attr", getattr(node.func, "id", ""))
        for keyword in node.keywords:
            yield keyword.arg, keyword.value
        if "Conv" in layer and len(node.args) > 1:
            yield "kernel_size", node.args[1]
        if "Pool" in layer and node.args:
            yield "pool_size", node.args[0]
        if "Pool" in layer and len(node.args) > 1:
            yield "strides", node.args[1]
        if layer == "stamp" and len(node.args) > 2:
            yield "strides", node.args[2]
    elif isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
        if isinstance(target, ast.Name):
            yield target.id, node.value
    elif isinstance(node, ast.For) and isinstance(node.target, ast.Name):
        yield node.target.id, node.iter


def _numbers(node):
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, int)}


def sums(text):
    """The stretch of each piece of arithmetic that is right: 1 + 2 + 3 + 4 makes 10."""
    plain = re.sub(r"\[([^\[\]]*)\](\([^()\s]*\))", lambda m: f" {m[1]} " + " " * len(m[2]), text)
    for match in SUM.finditer(plain):
        if re.search(r"[+−·×/-]", match["left"]) and calculated(match["left"]) == calculated(match["right"]):
            yield match.span()


def calculated(text):
    """The value of an expression of numbers, None where it is none."""
    for sign, value in numerals.FRACTIONS.items():
        text = text.replace(sign, f"({value})")
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text).replace("−", "-").replace("·", "*").replace("×", "*")
    if not re.fullmatch(r"[\d.()+\-*/ ]+", text):
        return None
    try:
        return round(eval(text), 9)
    except (SyntaxError, TypeError, ZeroDivisionError):
        return None


def _linked(page):
    """(start, whether one value only fits) of each link that states a number or a shape."""
    groups = {}
    for link in statements.LINK.finditer(page.prose):
        if statements.stated(link[1]):
            yield link.start(), True  # an example that a size is linked to prints one size
        elif statements.PLAIN.fullmatch(link[1]):
            paragraph = page.prose.count("\n\n", 0, link.start())
            groups.setdefault((paragraph, link[2], link[3]), []).append(link)
    for (_, file, anchor), links in groups.items():
        fence = (Page(page.path.parent / file) if file else page).fence_after(anchor)
        output = statements.output_of(fence) if fence else ""
        said = [link[1].strip("`") for link in links]
        for place, link in enumerate(links):
            others = {f"{n:g}" for n in statements.numbers_in(output)} - {f"{float(said[place]):g}"}
            fits = [n for n in others if statements.ordered([*said[:place], n, *said[place + 1 :]], output)]
            yield link.start(), not fits


def _in_phrase(text, number, phrases):
    """Whether the number stands in one of the phrases, as the block is read."""
    marked = text[: number.start] + "\x01" + text[number.start :]
    read = readable(marked)
    at = read.index("\x01")
    read = read.replace("\x01", "")
    return any(
        match.start() <= at < match.end()
        for phrase in phrases
        for match in re.finditer(re.escape(phrase), read)
    )


def _entries(name):
    path = FOLDER / f"{name}.toml"
    if path.exists():
        for section, phrases in tomllib.loads(path.read_text("utf-8")).items():
            for phrase, expression in phrases.items():
                yield Entry(section, phrase, expression)


def fault(entry, namespace):
    """What is wrong with an entry in the namespace of its page, None where its expression gives what its phrase says."""
    said = list(numerals.numerals(entry.phrase, "en"))
    try:
        value = eval(entry.expression, namespace)
    except Exception as error:
        return f"{entry.phrase!r}: {entry.expression} raises {type(error).__name__}: {error}"
    if isinstance(value, (bool, np.bool_)):
        missing = {number.value for number in said} - _literals(entry.expression)
        if missing:
            return f"{entry.phrase!r}: {entry.expression} does not ask for {', '.join(map(str, missing))}"
        return None if value else f"{entry.phrase!r}: {entry.expression} is false"
    values = [
        float(number)
        for number in np.ravel(
            sorted(value) if isinstance(value, set) else list(value) if isinstance(value, range) else value
        )
    ]
    if len(values) == len(said) and all(map(_agrees, said, values)):
        return None
    return f"{entry.phrase!r} is said, but {entry.expression} is {value}"


def _agrees(number, value):
    if number.value.denominator != 1 and "." not in number.text:
        return abs(value - number.value) < 0.005  # ⅓
    decimals = len(number.text.partition(".")[2])
    return round(value, decimals) == round(float(number.value), decimals)


def _literals(expression):
    constants = [n.value for n in ast.walk(ast.parse(expression)) if isinstance(n, ast.Constant)]
    return {Fraction(str(value)) for value in constants if isinstance(value, (int, float))}


def is_evidence(expression):
    """Whether an expression asks the page for something: it has a name of the page's program in it."""
    return any(
        isinstance(n, ast.Name) and not hasattr(builtins, n.id) for n in ast.walk(ast.parse(expression))
    )
