"""The numbers that a page says, in digits and in words, block by block.

A block is a paragraph, a list item, a table row, a heading, a caption or a line of the front matter. In both languages
the same blocks stand in the same order.
"""

import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from sitebuild.pages.page import FIGURE

FRACTIONS = {
    "¼": Fraction(1, 4),
    "½": Fraction(1, 2),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
}
UNITS = {
    "en": ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    "ko": ["하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"],
}
TENS = {
    "en": ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
    "ko": ["열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"],
}
TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
BEFORE_NOUNS = {"둘": ["두"], "셋": ["세", "석"], "넷": ["네", "넉"], "스물": ["스무"]}


def _english():
    """Word → number. One is left out: it is a pronoun as often as a count."""
    words = {word: number for number, word in enumerate(UNITS["en"], 1)}
    words |= {word: number for number, word in enumerate(TEENS, 10)}
    for ten, word in enumerate(TENS["en"][1:], 2):
        words |= {word: 10 * ten} | {f"{word}-{unit}": 10 * ten + n for n, unit in enumerate(UNITS["en"], 1)}
    folds = {f"{word}fold": number for word, number in words.items()}
    ordinals = {word: number for number, word in enumerate(ORDINALS, 1)}
    special = {
        "twice": 2,
        "twofold": 2,
        "double": 2,
        "doubles": 2,
        "doubled": 2,
        "thrice": 3,
        "threes": 3,
        "fours": 4,
    }
    return {word: n for word, n in (words | folds | ordinals | special).items() if n > 1}


def _korean():
    """Word → number. 열 without a counter behind it is a column; the pattern knows."""
    words = {word: number for number, word in enumerate(UNITS["ko"], 1)}
    for ten, word in enumerate(TENS["ko"], 1):
        words |= {word: 10 * ten} | {f"{word}{unit}": 10 * ten + n for n, unit in enumerate(UNITS["ko"], 1)}
    for word, number in list(words.items()):
        for plain, others in BEFORE_NOUNS.items():
            if word.endswith(plain):
                words |= {word.removesuffix(plain) + other: number for other in others}
    return {word: n for word, n in words.items() if n > 1}


NUMBERS = {"en": _english(), "ko": _korean()}
DIGITS = r"(?<![\w.])(?P<digits>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?!(?!s\b)[A-Za-z_]|\.?\d)(?P<parts>분의 (?P<top>\d+))?"
FRACTION = "(?P<fraction>[" + "".join(FRACTIONS) + "])"
BESIDE_NOUNS = [*chain.from_iterable(BEFORE_NOUNS.values())]  # 세 칸; 세로 and 세다 are other words
ENDINGS = "째|짜|[] ,.()?!:;|*]|$|[이까을를은는과와로의에도만씩뿐쯤다인일]"
COUNTERS = "열(?= (?:개|걸음|칸|번|장|배|가지)|에 (?:하나|여덟))"


def _pattern(language):
    words = "|".join(sorted(NUMBERS[language].keys() - {"열"}, key=len, reverse=True))
    if language == "en":
        word = rf"(?<![\w-])(?P<word>{words})(?![\w-])"
    else:
        beside = "|".join(sorted(BESIDE_NOUNS, key=len, reverse=True))
        word = rf"(?<![가-힣])(?P<word>{COUNTERS}|(?:{beside})(?=[ 째])|(?!(?:{beside})(?:[^ 째]|$))(?:{words})(?={ENDINGS}))"
    return re.compile(f"{DIGITS}|{FRACTION}|{word}", re.I)


NUMERAL = {language: _pattern(language) for language in NUMBERS}
# where a link leads, attributes, ids: no text that is read
UNREAD = re.compile(r"(?<=\])\([^)\s]*\)|\{:?[^{}\n]*[#.=][^{}\n]*\}|\{\d*\}|<[^<>\n]+>|https?://[^\s)]+")


ALIASES = re.compile(
    r":\s+(?:다른 글에서|Elsewhere):"
)  # words that are not used here: each language has its own
REASON = (
    "reason"  # why an instrument does not follow something: its words in English, with the Korean beside them
)
KEY = re.compile(r"(?P<indent> *)(?P<key>\"(?:[^\"\\]|\\.)*\"|[\w.]+): *(?P<value>.*)")


@dataclass(frozen=True)
class Numeral:
    """A number as a page says it: what stands in the text from `start` on, and its value."""

    text: str
    value: Fraction
    start: int

    @property
    def end(self):
        return self.start + len(self.text)


@dataclass(frozen=True)
class Block:
    """A piece of a page's text that says one thing, from `start` on."""

    text: str
    start: int
    kind: str  # prose, caption, heading, table, folded, title, front matter


def numerals(text, language, start=0):
    """Each number of a text, in order."""
    text = UNREAD.sub(lambda match: " " * len(match[0]), text)
    for match in NUMERAL[language].finditer(text):
        yield Numeral(match[0], _value(match, language), start + match.start())


def _value(match, language):
    if match["digits"]:
        number = Fraction(match["digits"].replace(",", ""))
        return Fraction(match["top"]) / number if match["parts"] else number
    if match["fraction"]:
        return FRACTIONS[match["fraction"]]
    return Fraction(NUMBERS[language][match["word"].lower()])


def blocks(page):
    """The blocks of a page, in order; code and comments are none."""
    front = re.match(r"---\n.*?\n---\n", page.text, re.S)
    if front:
        for line in re.finditer(r".+", front[0]):
            yield Block(line[0], line.start(), "front matter")
    for match in re.finditer(r"(?:^.*\S.*\n?)+", page.prose, re.M):
        yield from _split(match[0], match.start())


def _split(text, start):
    """A paragraph's blocks: rows, items and captions stand alone."""
    lines = list(re.finditer(r"[^\n]+", text))
    kinds = [_kind(line[0]) for line in lines]
    at = 0
    for number, kind in enumerate(kinds):
        ends = (
            number + 1 == len(lines) or kinds[number + 1] != "prose" or kind in ("table", "heading", "title")
        )
        if ends:
            first, last = lines[at].start(), lines[number].end()
            yield Block(text[first:last], start + first, _folded(text[first:last], kinds[at]))
            at = number + 1


def _folded(text, kind):
    return "folded" if kind == "prose" and text.startswith("    ") else kind


def _kind(line):
    if re.match(r"\s*\|", line):
        return "table"
    if re.match(r"#{1,6} ", line):
        return "heading"
    if re.match(r"\s*(?:\?\?\?|!!!|===)", line):
        return "title"
    if FIGURE.match(line.strip()):
        return "caption"
    return "item" if re.match(r"\s*(?:[-*]|\d+\.|:) ", line) else "prose"


def pairs(korean, english):
    """(block, block) of two pages: those that say the same. A line of the front matter is known by its keys."""
    left, right = (
        [block for block in blocks(page) if not ALIASES.match(block.text)] for page in (korean, english)
    )
    keyed = [dict(_keyed(side)) for side in (left, right)]
    yield from ((keyed[0][key], keyed[1][key]) for key in keyed[0].keys() & keyed[1].keys())
    for key, block in keyed[0].items():
        if key[0] == "reasons":  # English = Korean
            yield block, Block(key[-1], block.start, REASON)
    text = [[block for block in side if block.kind != "front matter"] for side in (left, right)]
    yield from zip(*text, strict=True)


def _keyed(side):
    """(keys from the outermost on, block) of each line of the front matter that has a value."""
    above = []
    for block in side:
        if block.kind == "front matter" and (match := KEY.match(block.text)):
            above = [(indent, key) for indent, key in above if indent < len(match["indent"])]
            above.append((len(match["indent"]), match["key"].strip('"')))
            keys = tuple(key for _, key in above)
            start = match.start("value")
            yield (
                keys if "reasons" not in keys else ("reasons", keys[-1]),
                Block(match["value"], block.start + start, block.kind),
            )


def disagreements(korean, english):
    """The values that one of two blocks says oftener than the other, as two lists.

    The smallest are let off where one language says them in other words: a pair, both, none, zeros, ones.
    """
    ours, theirs = (
        Counter(n.value for n in numerals(block.text, language) if not _let_off(n))
        for block, language in ((korean, "ko"), (english, "en"))
    )
    return [sorted((ours - theirs).elements()), sorted((theirs - ours).elements())]


def _let_off(number):
    return number.value < 2 or (number.value == 2 and not number.text.isdigit())
