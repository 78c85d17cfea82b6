"""Figures that the reader moves: each needs a view, and words in its page's front matter."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from mkdocs.utils.meta import get_data

from sitebuild.checkout import HERE
from sitebuild.figures.words import any_of, korean

VIEWS = HERE.root / "instruments/views/live"
HANDLES = Path(__file__).with_name("handles.toml")


def lacking(name: str, text: str) -> str | None:
    """What the live figure `name` (<chapter>/<figure>) of a page's text lacks, and what to do; None where it has all."""
    view = VIEWS / f"{name}.ts"
    if not view.is_file():
        return f"is .live, and there is no {view.relative_to(HERE.root)}; write it, or leave out .live"
    figure = name.rpartition("/")[2]
    if not (get_data(text)[1].get("live") or {}).get(figure):
        return f"is .live, and the front matter has no words for it; write live: {{ {figure}: {{ … }} }}"
    return None


def labels(names: Iterable[str], language: str) -> dict[str, str]:
    """Of the words of drawings and handles those that these live figures write, in this language: a page carries no others."""
    if language == "en":
        return {}
    words = tomllib.loads(HANDLES.read_text("utf-8")) | korean()
    views = "\n".join(path.read_text("utf-8") for name in names if (path := VIEWS / f"{name}.ts").is_file())
    written = set(re.findall(rf"""(?<!align: )["'`]({any_of(words)})\b""", views))  # left is also a side
    if "windowHandle" in views:  # of instruments/views/live/kit/places.ts, which has the word
        written.add("window")
    return {word: words[word] for word in sorted(written)}
