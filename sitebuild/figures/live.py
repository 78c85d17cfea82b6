"""Figures that the reader moves: each needs a view, and words in its page's front matter."""

import re
from collections.abc import Iterable

from mkdocs.utils.meta import get_data

from sitebuild.checkout import HERE
from sitebuild.figures.words import any_of, korean

VIEWS = HERE.root / "instruments/views/live"
# what a screen reader calls handles that are neither an argument nor a word in a drawing, and what no drawing at rest says
HANDLES = {"cell": "칸", "flip": "뒤집기", "half flipped": "반만 뒤집음", "weight": "가중치", "window": "창"}


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
    words = HANDLES | korean()
    views = "\n".join(path.read_text("utf-8") for name in names if (path := VIEWS / f"{name}.ts").is_file())
    written = set(re.findall(rf"""(?<!align: )["'`]({any_of(words)})\b""", views))  # left is also a side
    if "windowHandle" in views:
        written.add("window")
    return {word: words[word] for word in sorted(written)}
