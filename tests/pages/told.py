"""What each number of a page is: every number, in digits or in words, is told by a rule or by tests/pages/told/<page>.toml.

By rule: a linked result that only one value of its example fits; arithmetic that is right; an argument of the section's
code, as that argument; code that the page runs; a number of a list or a version. What no rule tells stands in the file,
by section, as a phrase of the English page and the expression that gives its numbers in the page's own program:

    [stride-2]
    "two cells apart" = "strides"
    "at least three" = "counts.min() >= 3"
    "three of five" = "# the reader's own guess"

A sentence that states its result in words is tied in the same way, to an expression that is true of it or gives the word:

    "the last row and column were cropped" = "np.array_equal(same, valid[:-1, :-1])"
    "the end loses one more" = "'end' if end > start else 'start'"

An expression is evaluated where its section ends, or after the cell that the section's key names: ["stride-2.overlap-arms"]
is the first example behind that id; on a page without cells, and in a lab (labcode.py), by test_told.py. Beside the page's
own names it has `facts`: what Keras, TensorFlow and NumPy answer (facts.py). `# …` says why a phrase states no result. The
Korean page says the same (test_languages.py).
"""

import ast
import builtins
import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property

import numerals
import numpy as np
import statements

from sitebuild.pages.page import ROOT, Page

FOLDER = ROOT / "tests/pages/told"
LINKED = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*\)")
DRESS = re.compile(r"\*\*|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)|\{:?[^{}\n]*[#.=][^{}\n]*\}")
CODE = re.compile(r"`+[^`\n]+`+")
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.S)
EXPLORED = re.compile(r"explorer\.md\?[^)\s]*")
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
# names in the pages' own code that stand for a layer's argument: pooling.md goes through several windows in a loop
ALSO_NAMED = {"pool_sizes": "pool_size"}
# functions of the pages called with (input, kernel, strides): stamp of conv2d_transpose.md, conv2d of claims.md
STRIDES_THIRD = {"stamp", "conv2d"}
ARGUMENT = re.compile(
    rf"\b(?:{'|'.join(f'(?P<a{i}>{word})' for i, word in enumerate(ARGUMENTS))}) (?P<number>\d+)\b", re.I
)


@dataclass(frozen=True)
class Entry:
    """A phrase of the English page and what gives its numbers."""

    section: str
    phrase: str
    expression: str
    line: int = 0  # in the file

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
        self._sections = {}

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

    def untold(self):
        """(section, block, numeral) of each number that nothing tells."""
        for section, block in self.blocks:
            for number in self.untold_in(section, block):
                yield section, block, number

    def untold_in(self, section, block, moved=(0, 0)):
        """The numbers of a block that nothing tells; `moved`: from where on in it links stand how much further."""
        spans = list(self._told(section, block, moved))
        phrases = [entry.phrase for entry in self.entries if entry.place in (section, "page")]
        for number in numerals.numerals(block.text, "en"):
            inside = any(start <= number.start and number.end <= end for start, end in spans)
            if not inside and not _in_phrase(block.text, number, phrases):
                yield number

    def unsaid(self):
        """The entries whose phrase no block of their section says."""
        for entry in self.entries:
            said = (text for section, text in self.read if entry.place in (section, "page"))
            if not any(entry.phrase in text for text in said):
                yield entry

    @cached_property
    def read(self):
        """(section, text) of each block, as it is read."""
        return [(section, readable(block.text)) for section, block in self.blocks]

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

    def _told(self, section, block, moved):
        """The stretches of a block's text whose numbers a rule tells."""
        text, code = block.text, self._code(section)
        if SAID in text and claim_in(text) == _claims().get(section):
            yield 0, len(text)  # as tests/pages/claims.toml has it
        if block.kind == "front matter" and not numerals.KEY.match(text):
            yield 0, len(text)  # a line of an example's program
        if block.kind == "front matter" and (key := numerals.KEY.match(text)):
            yield key.span("key")
        for match in statements.LINK.finditer(text):
            shift = moved[1] if match.start() > moved[0] else 0
            if self.links.get(block.start + match.start() - shift):
                yield match.span()
        for match in CODE.finditer(text):
            if code.runs(match[0].strip("`")):
                yield match.span()
        yield from self._formulas(text)
        for pattern in statements.QUOTED, NO_RESULT:
            yield from (match.span() for match in pattern.finditer(text))
        yield from sums(text)
        for pattern in statements.GRID, statements.TUPLE:
            yield from (m.span() for m in pattern.finditer(text) if statements.dims(m[0]) in code.sizes)
        yield from code.arguments_in(text)

    def _formulas(self, text):
        """The stretches that tests/pages/formulas.toml holds to functions, and symbols without arithmetic."""
        known = formulas_of(self.name)
        for match in FORMULA.finditer(text):
            tex = compact(match[0])
            if tex in known or not re.search(r"[-+=^/]|frac|mod", tex):
                yield match.span()
        for plain in known:
            if "\\" not in plain and "−" in plain:
                yield from (match.span() for match in re.finditer(re.escape(plain), text))

    def _code(self, section):
        """What is run in a section; all of the page for one that runs nothing."""
        if section not in self._sections:
            headings = [(line, anchor or "top") for line, _, _, anchor in self.page.headings]
            ends = [line for line, _ in headings[1:]] + [self.page.text.count("\n") + 2]
            spans = [
                (start, end) for (start, anchor), end in zip(headings, ends, strict=True) if anchor == section
            ]
            fences = [f for f in self.page.fences if any(start <= f.line < end for start, end in spans)]
            links = [
                match[0]
                for match in EXPLORED.finditer(self.page.prose)
                if any(start <= self.page.line_at(match.start()) < end for start, end in spans)
            ]
            whole = not fences and not links
            self._sections[section] = Code(
                self.page.fences if whole else fences, EXPLORED.findall(self.page.prose) if whole else links
            )
        return self._sections[section]


class Code:
    """What is run in fences, and what links to the explorer set there."""

    def __init__(self, fences, links):
        self.links = links
        self.trees = [ast.parse(cell.source) for fence in fences for cell in fence.cells]
        # what PyTorch was asked, and all that they are said to answer, too
        self.text = _bare("".join(line.text for fence in fences for line in fence.lines))

    def runs(self, code):
        return all(part in self.text for part in re.split(r"…|\.\.\.", _bare(code)))

    def arguments_in(self, text):
        """The stretch of each "stride 2" whose argument has this number here."""
        for match in ARGUMENT.finditer(text):
            names = next(names for i, names in enumerate(ARGUMENTS.values()) if match[f"a{i}"])
            if any({int(match["number"])} == self.given.get(name, set()) for name in names):
                yield match.span()

    @cached_property
    def sizes(self):
        """The sizes that are arguments."""
        linked = {(n, n) for name in ("kernel_size", "height") for n in self.given.get(name, ())}
        return statements.arguments_of(self.trees) | (linked if self.links else set())

    @cached_property
    def given(self):
        """Argument → the numbers that it is given."""
        found = {}
        for tree in self.trees:
            for node in ast.walk(tree):
                for name, value in _given(node):
                    found.setdefault(name, set()).update(_numbers(value))
        for link in self.links:
            for name, value in re.findall(r"(\w+)=(\d+)", link):
                found.setdefault(name, set()).add(int(value))
        return found


def claim_in(said):
    """What a paragraph says that the note says, without emphasis and case, and without what introduces it."""
    plain = said.replace(SAID, "").replace("**", "").strip()
    return plain.removeprefix("The note: ").replace("The note's ", "The ").lower()


@cache
def _claims():
    """Section of claims.md → the claim, in lower case."""
    table = tomllib.loads((FOLDER.parent / "claims.toml").read_text("utf-8"))
    return {name.lower(): entry["claim"].lower() for name, entry in table.items()}


def compact(formula):
    """A formula without its signs of dollar, in one line."""
    return re.sub(r"\s+", " ", formula.strip("$")).strip().rstrip(",. ")


@cache
def formulas_of(name):
    """TeX → what states the same, of one page (formulas.toml)."""
    tables = tomllib.loads((FOLDER.parent / "formulas.toml").read_text("utf-8"))
    return {tex: function for tex, function in tables.get(name, {}).items() if tex != "program"}


def _bare(code):
    """Code without spaces, prompts and the kind of its quotes."""
    return re.sub(r"\s|`|>>> |\.\.\.  ", "", code).replace("'", '"')


def _given(node):
    """(argument, what it is given) of a call, an assignment, a loop or a definition."""
    if isinstance(node, ast.Call):
        yield from _given_by_call(node)
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            yield from unpacked(target, node.value)
    elif isinstance(node, (ast.For, ast.comprehension)):
        yield from unpacked(node.target, node.iter)
    elif isinstance(node, ast.FunctionDef):
        with_default = node.args.args[len(node.args.args) - len(node.args.defaults) :]
        yield from ((name.arg, value) for name, value in zip(with_default, node.args.defaults, strict=True))


def unpacked(target, value):
    """(name, value) where a name is assigned; each of the rows of a list for names that are assigned together."""
    if isinstance(target, ast.Name):
        yield ALSO_NAMED.get(target.id, target.id), value
    elif isinstance(target, ast.Tuple) and isinstance(value, (ast.Tuple, ast.List)):
        for row in value.elts:
            if isinstance(row, (ast.Tuple, ast.List)):
                yield from (
                    (name.id, v)
                    for name, v in zip(target.elts, row.elts, strict=False)
                    if hasattr(name, "id")
                )


def _given_by_call(call):
    called = getattr(call.func, "attr", getattr(call.func, "id", ""))
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    yield from keywords.items()
    second, third = (call.args[i] if len(call.args) > i else None for i in (1, 2))
    if "Conv" in called and second is not None:
        yield "kernel_size", second
        yield "strides", keywords.get("strides", third or ast.Constant(1))
    if "Pool" in called and call.args:
        yield "pool_size", call.args[0]
        yield "strides", second or call.args[0]
    if "pool" in called and second is not None:
        yield "pool_size", second
    if called in STRIDES_THIRD and third is not None:
        yield "strides", third


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
        text = path.read_text("utf-8")
        lines = {line: number for number, line in enumerate(text.splitlines(), 1)}
        for section, phrases in tomllib.loads(text).items():
            for phrase, expression in phrases.items():
                key = phrase.replace("\\", "\\\\").replace('"', '\\"')
                line = next((n for written, n in lines.items() if written.startswith(f'"{key}" =')), 0)
                yield Entry(section, phrase, expression, line)


def fault(entry, namespace):
    """What is wrong with an entry in the namespace of its page, None where its expression gives what its phrase says."""
    said = list(numerals.numerals(entry.phrase, "en"))
    if "facts." in entry.expression:
        import facts  # loads Keras

        namespace = {"facts": facts, "np": np, **namespace}
    try:
        value = eval(entry.expression, namespace)
    except Exception as error:
        return f"{entry.phrase!r}: {entry.expression} raises {type(error).__name__}: {error}"
    if isinstance(value, (bool, np.bool_)):
        missing = {number.value for number in said} - _literals(entry.expression)
        if missing:
            return f"{entry.phrase!r}: {entry.expression} does not ask for {', '.join(map(str, missing))}"
        return None if value else f"{entry.phrase!r}: {entry.expression} is false"
    words, value = _words(value)
    if not re.search(".*?".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words), entry.phrase, re.I):
        return f"{entry.phrase!r} is said, but {entry.expression} is {', '.join(words)}"
    if words and not value and not said:
        return None
    values = [
        float(number)
        for number in np.ravel(
            sorted(value) if isinstance(value, set) else list(value) if isinstance(value, range) else value
        )
    ]
    if not said and re.search(r"\bone\b", entry.phrase) and values == [1]:
        return None  # one is a pronoun as often, and no number there
    if len(values) == len(said) and all(map(_agrees, said, values)):
        return None
    return f"{entry.phrase!r} is said, but {entry.expression} is {value}"


def _words(value):
    """The words that an expression gives, alone or in a list, and what else it gives."""
    if isinstance(value, str):
        return [value], []
    if isinstance(value, list):
        return [v for v in value if isinstance(v, str)], [v for v in value if not isinstance(v, str)]
    return [], value


def _agrees(number, value):
    if number.value.denominator != 1 and "." not in number.text:
        return abs(value - number.value) < 0.005  # ⅓
    decimals = len(number.text.partition(".")[2])
    return round(value, decimals) == round(float(number.value), decimals)


def _literals(expression):
    constants = [n.value for n in ast.walk(ast.parse(expression)) if isinstance(n, ast.Constant)]
    found = {Fraction(str(value)) for value in constants if type(value) in (int, float)}
    quoted = re.findall(r"\d+(?:\.\d+)?", " ".join(value for value in constants if isinstance(value, str)))
    return found | {Fraction(number) for number in quoted}


def is_evidence(expression):
    """Whether an expression asks the page for something: it has a name of the page's program in it."""
    return any(
        isinstance(n, ast.Name) and not hasattr(builtins, n.id) for n in ast.walk(ast.parse(expression))
    )
