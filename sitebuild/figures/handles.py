"""How much room there is for the handles of a figure that moves: what figures.css says, read at build time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tinycss2

SHEET = "docs/theme/assets/stylesheets/figures.css"
REM = 20  # CSS pixels: Material's root font size is 125 % where a window is narrower than 100em


def heights(root: Path) -> dict[str, float]:
    """{how the figure's name ends: `min-height` of its handles in CSS pixels}; "" is of all that have no rule of their own."""
    sheet = root / SHEET
    rules = tinycss2.parse_stylesheet(sheet.read_text("utf-8")) if sheet.is_file() else []
    return dict(found for rule in _flat(rules) for found in _height(rule))


def _flat(rules: list[Any]) -> Iterator[Any]:
    """The rules, those in an @media too."""
    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule" and rule.content is not None:
            yield from _flat(tinycss2.parse_rule_list(rule.content))


def _height(rule: Any) -> Iterator[tuple[str, float]]:
    selector = tinycss2.serialize(rule.prelude).strip()
    if not (selector.startswith(".drawn") and selector.endswith("> .handles")):
        return
    blocks = [token for token in rule.prelude if token.type == "[] block"]
    names = [token.value for block in blocks for token in block.content if token.type == "string"]
    for declaration in tinycss2.parse_blocks_contents(rule.content):
        if declaration.type == "declaration" and declaration.lower_name == "min-height":
            (length,) = (token for token in declaration.value if token.type == "dimension")
            yield "".join(names), length.value * REM
