"""Links that open an example in the shape tracer carry its code, and what they open is the error that the section is about."""

import re
from urllib.parse import parse_qs, urlsplit

import markdown
import pytest

from instruments import door
from sitebuild.pages.page import ROOT, Page

EXAMPLE = """
```pycon
>>> x = keras.Input(
...     (8, 8, 1)
... )
>>> layers.Dense("a+b & <c>")(x)
Traceback (most recent call last):
    ...
ValueError: no
>>> 1 + 1
2
```

[Open](shapes.md){ .of-code }
"""
EXTENSIONS = ["attr_list", "pymdownx.highlight", "pymdownx.superfences", "sitebuild.code"]
HIGHLIGHT = {"pymdownx.highlight": {"use_pygments": True, "pygments_lang_class": True}}
LINK = re.compile(r"\{ \.of-code \}")
HEADING = re.compile(r"^### `(.*)` \{", re.M)


def render(text):
    return markdown.markdown(text, extensions=EXTENSIONS, extension_configs=HIGHLIGHT)


def test_a_link_has_the_code_without_prompts_and_output():
    (href,) = re.findall(r'<a class="of-code" href="([^"]*)"', render(EXAMPLE))
    code = 'x = keras.Input(\n    (8, 8, 1)\n)\nlayers.Dense("a+b & <c>")(x)\n1 + 1'
    assert parse_qs(urlsplit(href.replace("&amp;", "&")).query) == {"code": [code]}


def test_a_link_without_code_before_it_is_told():
    with pytest.raises(ValueError, match="no code before it"):
        render("[Open](shapes.md){ .of-code }")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_is_opened_is_refused_in_the_words_of_the_heading(language):
    page = Page(ROOT / "docs" / language / "errors.md")
    starts = [match.start() for match in LINK.finditer(page.text)]
    assert starts
    headings, programs = [], []
    for start in starts:
        fence = [fence for fence in page.fences if fence.end <= start][-1]
        headings.append(HEADING.findall(page.text, 0, start)[-1])
        programs.append({"source": "".join(cell.source for cell in fence.cells), "repairs": True})
    for heading, answer in zip(headings, door.trace(programs), strict=True):
        faults = [model["fault"] for model in answer["models"] if model["fault"]]
        said = faults[0]["says"].replace("`", "") if faults else ""
        assert heading in said and faults[0]["repairs"], f"{heading}: {said}"
