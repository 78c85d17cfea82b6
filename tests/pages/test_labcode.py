"""What a lab's expressions may ask: its asserts, its functions, and what its code gives names; no cell of it runs for that."""

from pathlib import Path

import labcode
import numpy as np

from sitebuild.pages.page import Page

LAB = """# Lab

```python
import numpy as np

size, wanted = 3, [1, 2]
doubled = {"all": lambda: double(size)}
waves = np.arange(size).astype(float)
measured = np.mean(data.load())


def double(number):
    return number * 2


def scaled(number):
    return number * factor


claims = {"one": measured > 0.5, "two": waves.max() < size}
assert measured > 0.25 and size == 3
assert all(claims.values()), claims
```
"""


def names():
    return labcode.namespace(Page(Path("docs/en/labs/lab.md"), LAB))


def test_what_is_asserted():
    asserted = names()["asserted"]
    for claim in "measured > 0.25", "size == 3", "measured>.5", "waves.max() < size", "all(claims.values())":
        assert asserted(claim), claim
    for claim in "measured > 0.75", "size", "measured < 0.25", "waves.max() > size":
        assert not asserted(claim), claim


def test_functions_are_made_without_running_a_cell():
    lab = names()["lab"]
    assert lab().double(4) == 8 and lab().doubled["all"]() == 6
    assert np.array_equal(lab().waves, [0, 1, 2])
    assert not hasattr(lab(), "measured")
    assert lab(factor=5).scaled(2) == 10
    assert lab(waves=7).waves == 7


def test_names_that_are_given_literals():
    assert names()["size"] == 3 and names()["wanted"] == [1, 2] and "measured" not in names()
    assert "assert all(claims.values())" in names()["code"]
