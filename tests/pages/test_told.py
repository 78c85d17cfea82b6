"""Each number of a page is told what it is; the file that tells it says what the page says; and the rules fire."""

import labcode
import pytest
import told

from sitebuild.pages.page import ROOT, all_pages

NAMES = [
    path.relative_to(ROOT / "docs/en").with_suffix("").as_posix()
    for path in all_pages()
    if path.is_relative_to(ROOT / "docs/en")
]
HOW = (
    'link each to an example, [4](#id), or give its phrase an expression in tests/pages/told/{0}.toml: [section] "phrase" '
    '= "an expression of the page\'s program", or "# why it states no result"'
)


def faults(page):
    """Each number that nothing tells, with its line in the English page and its section."""
    return [
        f"docs/en/{page.name}.md:{page.page.line_at(block.start + number.start)}: [{section}] "
        f"{number.text} in {told.readable(block.text)!r} is told by nothing"
        for section, block, number in page.untold()
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_told_what_it_is(name):
    found = faults(told.Told(name))
    assert not found, "\n".join(["", *found, HOW.format(name)])


@pytest.mark.parametrize(
    "name",
    sorted(path.relative_to(told.FOLDER).with_suffix("").as_posix() for path in told.FOLDER.rglob("*.toml")),
)
def test_what_the_file_tells_is_said(name):
    page = told.Told(name)
    unsaid = [f"tests/pages/told/{name}.toml:{entry.line}: {entry.phrase!r}" for entry in page.unsaid()]
    assert not unsaid, f"docs/en/{name}.md does not say it:\n" + "\n".join(unsaid)
    for entry in page.entries:
        assert entry.reason or told.is_evidence(entry.expression), f"{entry}: asks the page for nothing"
        assert entry.reason is None or len(entry.reason) > 3, f"{entry}: gives no reason"


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name.startswith("labs/") or not told.Told(name).page.cells]
)
def test_a_page_that_runs_nothing_says_what_its_code_has_and_what_is_so(name):
    """A lab runs once, in a kernel of its own: its expressions ask the code."""
    page = told.Told(name)
    namespace = labcode.namespace(page.page)
    faults = [
        f"tests/pages/told/{name}.toml:{entry.line}: {said}"
        for entry in page.entries
        if not entry.reason and (said := told.fault(entry, namespace))
    ]
    assert not faults, f"docs/en/{name}.md: " + "\n".join(faults)


PAGE = """# Page

```python
strides = 2
sizes = [3, 5]
```

{}

The pair:
{{: #pair }}

```pycon
>>> print(3, 5)
3 5
```

The sum:
{{: #total }}

```pycon
>>> sum(sizes)
8
```
"""


def untold(sentence, **phrases):
    entries = [told.Entry("top", phrase, expression) for phrase, expression in phrases.items()]
    return [number.text for _, _, number in told.Told("page", PAGE.format(sentence), entries).untold()]


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("In all [8](#total).", []),
        ("First [3](#pair).", ["3"]),
        ("First [3](#pair), then [5](#pair).", []),
        ("It is 3 + 5 = 8, or 3 + 5 makes [8](#total).", []),
        ("It is 3 + 5 = 9.", ["3", "5", "9"]),
        ("At stride 2 or `strides = 2`", []),
        ("At stride 3 or `strides = 3`", ["3", "3"]),
        ("Two cells, three sizes", ["Two", "three"]),
        ("Python 3.11, 2D, and\n\n1. an item", []),
    ],
)
def test_what_rules_tell(sentence, left):
    assert untold(sentence) == left


def test_all_that_is_untold_is_said_with_its_line():
    text = PAGE.format("First [3](#pair).\n\nTwo cells,\nthree sizes.")
    said = [fault.partition(" in ")[0] for fault in faults(told.Told("page", text, []))]
    assert said == [
        f"docs/en/page.md:{line}: [top] {n}" for line, n in ((8, "3"), (10, "Two"), (11, "three"))
    ]


def test_what_phrases_tell():
    assert untold("Two cells apart, three sizes", **{"Two cells": "strides"}) == ["three"]
    page = told.Told(
        "page",
        PAGE.format("Two **cells** [apart](#pair)."),
        [told.Entry("top", "Two cells apart", "strides")],
    )
    assert not list(page.untold()) and not list(page.unsaid())
    page.entries = [told.Entry("top", "Three cells apart", "strides")]
    assert list(page.unsaid()) == page.entries


@pytest.mark.parametrize(
    ("phrase", "expression", "right"),
    [
        ("two cells", "strides", True),
        ("three cells", "strides", False),
        ("3 and 5", "sizes", True),
        ("3 and 6", "sizes", False),
        ("0.67 of it", "strides / 3", True),
        ("at least two", "min(sizes) >= 2", True),
        ("at least four", "min(sizes) >= 4", False),
        ("at least three", "min(sizes) >= 2", False),
        ("two", "unknown", False),
        ("the end loses more", "'end' if strides > 1 else 'start'", True),
        ("the end loses more", "'start' if strides > 1 else 'end'", False),
        ("at the end two", "['end', strides]", True),
        ("at the end two", "'end'", False),
        ("first end, then start", "['start', 'end']", False),
        ("the bend", "'end'", False),
        ("it grows", "facts.up(2, 3, strides) > 2", True),
    ],
)
def test_a_phrase_is_held_to_its_expression(phrase, expression, right):
    said = told.fault(told.Entry("top", phrase, expression), {"strides": 2, "sizes": [3, 5]})
    assert (said is None) == right, said


def test_an_expression_asks_the_page():
    assert told.is_evidence("len(sizes)") and not told.is_evidence("len([1, 2])")


def test_an_entry_is_asked_where_its_section_ends():
    entries = [told.Entry(s, "Two", "strides") for s in ("top", "top.pair", "page")]
    assert {cell: len(due) for cell, due in told.Told("page", PAGE.format("Two"), entries).due.items()} == {
        1: 1,
        2: 2,
    }
