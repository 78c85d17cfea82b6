"""The words of figures in the page's language, and what a figure says to those who do not see it: the drawn numbers."""

import html
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

KOREAN = Path(__file__).with_name("korean.toml")
RANGE = {"ko": "{shape}, {min}에서 {max}까지", "en": "{shape}, from {min} to {max}"}
MOST_SAID = 49  # numbers of an array, as many as a 7×7 grid has: nobody listens to more, which are told as shape and range
TAG = re.compile(r"<(annotation)\b.*?</\1>|<[^>]*>", re.S)


def korean() -> dict[str, str]:
    """{English name of an array, or word of a drawing: the Korean} as the file is now."""
    state = KOREAN.stat()
    return _read(state.st_mtime_ns, state.st_size)


@cache
def _read(changed: int, size: int) -> dict[str, str]:
    return tomllib.loads(KOREAN.read_text("utf-8"))


def describe(drawn, language):
    """`input: 1 2 / 3 4. kernel: …`, a slash between rows; ValueError for an array of unknown name."""
    return " ".join(f"{term(name, language)}: {_numbers(value, language)}." for name, value in drawn.items())


def first_sentence(caption):
    """The first sentence of a caption in HTML, as plain text."""
    text = " ".join(html.unescape(TAG.sub("", caption)).split())
    return re.split(r"(?<=[.!?。])\s", text, maxsplit=1)[0]


def term(name, language):
    """What a drawn array is called in the language; ValueError for one that korean.toml does not know."""
    term, comma, rest = name.partition(",")
    word, number = re.fullmatch(r"(.*?)( \d+)?", term).groups(default="")
    if word not in korean():
        raise ValueError(f"draws an array named {word!r}; add that name to sitebuild/figures/korean.toml")
    return (korean()[word] if language == "ko" else word) + number + comma + rest


def _numbers(value, language):
    if isinstance(value, dict):
        shape = "×".join(map(str, value["shape"]))
        return RANGE[language].format(shape=shape, min=_number(value["min"]), max=_number(value["max"]))
    if not isinstance(value, list):
        return _number(value)
    if len(numbers := _flat(value)) > MOST_SAID:
        return _numbers({"shape": _shape(value), "min": min(numbers), "max": max(numbers)}, language)
    depth, inner = 0, value
    while inner and isinstance(inner[0], list):
        depth, inner = depth + 1, inner[0]
    separator = f" {'/' * depth} " if depth else " "
    return separator.join(_numbers(item, language) for item in value)


def _flat(value):
    """The numbers of nested lists, without those that are masked."""
    if isinstance(value, list):
        return [number for item in value for number in _flat(item)]
    return [] if value is None else [value]


def _shape(value):
    return [len(value), *_shape(value[0])] if isinstance(value, list) else []


def _number(value):
    return f"{value:.6g}" if isinstance(value, float) else str("·" if value is None else value)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, of which the longer is tried first: `feature map` before `feature`."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def translated(svg: str, language: str) -> str:
    """A drawing, as SVG without title and description, with its words in this language; it is drawn once, in English.

    A term stands alone, or beside what belongs to no language: `input 2`, `sum = 10`, `max (0, 53)`, `row ↓`,
    `2 × kernel`, `> match`.
    What is code (`input[..., 0]`, `output_padding=1`) stays, and so does what a caption calls by its English name.
    """
    if language == "en":
        return svg
    words = korean()
    label = re.compile(
        rf"(<t(?:ext|span)\b[^>]*>(?:\d+ × |[A-Z], |&gt; )?)({any_of(words)})(?=\s*<|,|:| \d| =| \(| [↓→↗])"
    )
    return label.sub(lambda match: match[1] + words[match[2]], svg)
