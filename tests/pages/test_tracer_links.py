"""Links that open an example in the shape tracer carry its code, and what they open is the error that the section is about."""

import re
from urllib.parse import parse_qs, urlsplit

import markdown
import pytest
from frameworks import door

from sitebuild.code.tracer_links import with_code
from sitebuild.notebooks.notebook import notebook
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

[Open](shapes.md){ .in-tracer }
"""
CODE = 'x = keras.Input(\n    (8, 8, 1)\n)\nlayers.Dense("a+b & <c>")(x)'
EXTENSIONS = ["attr_list", "pymdownx.superfences", "sitebuild.markdown"]
SHAPE = re.compile(r"(?<=\w)\[[\d, ]+\]| \((?:\d+|torch\.Size\(.*?\))\)")  # of which a heading says nothing
HEADING = re.compile(r"^### (?:PyTorch: )?`(.*)` \{", re.M)
CAUTIONED = {"Arguments target and output must have the same rank": "the layers need Flatten()"}
CODE_IN_LINK = re.compile(r"\(shapes\.md\?(\S*)\)\{ \.in-tracer \}")


def code_of(address):
    return parse_qs(urlsplit(address).query)["code"]


def test_a_link_has_the_code_up_to_what_is_refused_without_prompts_and_output():
    (href,) = re.findall(
        r'<a class="in-tracer" href="([^"]*)"', markdown.markdown(EXAMPLE, extensions=EXTENSIONS)
    )
    assert code_of(href) == [CODE]
    assert re.fullmatch(r"[\w./?=%+~-]+", href)  # valid in HTML and in Markdown


def test_a_link_without_code_before_it_is_marked_as_wrong():
    made = markdown.markdown("Text. [Open](shapes.md){ .in-tracer }", extensions=EXTENSIONS)
    assert "no code stands before this link" in made and 'class="figure-error"' in made


def test_a_notebook_has_the_code_too_and_no_link_that_leads_nowhere():
    def text(home):
        made = notebook(Page("errors.md", EXAMPLE), "errors", None, home)
        return "\n".join(cell.source for cell in made.cells if cell.cell_type == "markdown")

    (address,) = re.findall(r"\[Open\]\((.*)\)", text("https://example.org/"))
    assert address.startswith("https://example.org/shapes/?code=") and code_of(address) == [CODE]
    assert "Open" not in text(None)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_is_opened_is_refused_in_the_words_of_the_heading(language):
    page = Page(ROOT / "docs" / language / "errors.md")
    made = with_code(page.text)
    links = list(CODE_IN_LINK.finditer(made))
    assert len(links) > 5
    headings = [HEADING.findall(made, 0, link.start())[-1] for link in links]
    programs = [{"source": parse_qs(link[1])["code"][0], "repairs": True} for link in links]
    for heading, answer in zip(headings, door.trace(programs), strict=True):
        if heading in CAUTIONED:  # the layers fit, and what does not is told at `compile`
            cautions = [note["text"] for note in answer["notes"] if note.get("isCaution")]
            assert len(cautions) == 1 and CAUTIONED[heading] in cautions[0], f"{heading}: {cautions}"
            continue
        faults = [model["fault"] for model in answer["models"] if model["fault"]]
        said = SHAPE.sub("", faults[0]["says"].replace("`", "")) if faults else ""
        sizes = re.escape(heading).replace("…", r"[\d, ]+")  # what a heading leaves open
        assert re.search(sizes, said) and faults[0]["repairs"], f"{heading}: {said}"
