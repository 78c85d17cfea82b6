"""Figures that the reader moves: each needs a view, and words in its page's front matter."""

from mkdocs.utils.meta import get_data

from sitebuild.checkout import HERE

VIEWS = HERE.root / "instruments/views/live"


def lacking(name: str, text: str) -> str | None:
    """What the live figure `name` (<chapter>/<figure>) of a page's text lacks, and what to do; None where it has all."""
    view = VIEWS / f"{name}.ts"
    if not view.is_file():
        return f"is .live, and there is no {view.relative_to(HERE.root)}; write it, or leave out .live"
    figure = name.rpartition("/")[2]
    if not (get_data(text)[1].get("live") or {}).get(figure):
        return f"is .live, and the front matter has no words for it; write live: {{ {figure}: {{ … }} }}"
    return None
