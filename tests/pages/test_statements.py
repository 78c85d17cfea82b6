"""Every stated shape is held to the example that computed it; and the rule itself fires."""

import pytest
import statements

from sitebuild.pages.page import ROOT, Page, all_pages

PROGRAM = """# Page

```python
import numpy as np
kernel = np.ones((3, 3))
```

{sentence}

VALID:
{{: #valid }}

```pycon
>>> np.zeros((5, 5)).shape
(5, 5)
```

SAME:
{{: #same }}

```pycon
>>> print(np.zeros((4, 4), int))
[[0 0 0 0]
 [0 0 0 0]
 [0 0 0 0]
 [0 0 0 0]]
```

Both:
{{: #both }}

```pycon
>>> (6, 6), (7, 7)
((6, 6), (7, 7))
```

Numbers:
{{: #numbers }}

```pycon
>>> print(3, 4, 10, "k=7")
3 4 10 k=7
```
"""

OWN = """Three: [3](#{target})
{{: #three }}

```pycon
>>> 1 + 2
3
```
"""


def faults(sentence):
    return statements.faults(Page("page.md", PROGRAM.format(sentence=sentence)))


PAGES = [path for path in all_pages() if path.parent.name != "labs"]  # tests/labs


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "docs")))
def test_page_states_only_what_was_computed(path):
    found = statements.faults(Page(path))
    assert not found, "\n" + "\n".join(f"{path.relative_to(ROOT)}:{fault}" for fault in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "VALID keeps [5×5](#valid), SAME crops to [4×4](#same).",
        "VALID gives [`(5, 5)`](#valid).",
        "a 3×3 kernel",
        '`9×9`{ .quoted title="as printed" }',
        "[3](#numbers), then [10](#numbers)",
        "`f(2, 9)` is a call",
        OWN.format(target="three"),
        OWN.format(target="three") + "\nAs above: [3](#three)\n{: #after }",
    ],
)
def test_supported(sentence):
    assert faults(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "VALID keeps [4×4](#valid), SAME crops to [5×5](#same).",
        "VALID keeps 9×9.",
        "VALID keeps 9 x 9.",
        "$9 \\times 9$",
        "| cell | (1, 9, 9, 1) |",
        "!!! note\n\n    It is `(9, 9)`.",
        "![It is 9×9.](figures/a/b.svg){ #b }",
        "[5×5](#nowhere)",
        "[6×6](#both)",
        "[11](#numbers)",
        "[7](#numbers)",
        "[10](#numbers), then [3](#numbers)",
        OWN.format(target="numbers"),
        "### VALID keeps [5×5](#valid) { #x }",
        '??? note "[5×5](#valid)"',
        "`9×9`{ .quoted }",
    ],
)
def test_unsupported(sentence):
    assert len(faults(sentence)) >= 1
