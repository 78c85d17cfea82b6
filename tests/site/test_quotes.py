"""Quotation marks in prose are set as printers set them; code, formulas and titles with code are left as they are."""

import pytest
from markdown import Markdown

from sitebuild.prose.particles import JOINER
from sitebuild.prose.quotes import curled


@pytest.mark.parametrize(
    ("text", "before", "set_text"),
    [
        ("the kernel's cells", "", "the kernel’s cells"),
        ("so \"larger\", it ('much') is", "", "so “larger”, it (‘much’) is"),
        ("'전치'인가? \"합성곱\"을", "", "‘전치’인가? “합성곱”을"),
        ("'s result", "PyTorch", "’s result"),
        ("\"'so' it is\"", "", "“‘so’ it is”"),
        ("the kernels' sum", "", "the kernels’ sum"),
    ],
)
def test_a_mark_opens_behind_a_blank_and_else_closes(text, before, set_text):
    assert curled(text, before) == set_text


def test_marks_of_a_page_are_set_across_its_elements_and_code_is_left():
    md = Markdown(
        extensions=["toc", "sitebuild.markdown", "pymdownx.arithmatex"],
        extension_configs={"pymdownx.arithmatex": {"generic": True}},
    )
    md.convert("")
    made = md.convert(
        "## The bias's gradient\n\n### PyTorch: `it can't`\n\n"
        "Say \"**more**\" of `Keras`'s `padding='same'` and \"*less* or\nso\", '`x`' and $f'$.\n\n"
        '"`x`"는 "$x$"와 \'[글](x.md)\'이'
    )
    assert "The bias’s gradient" in made and ">it can't</code>" in made
    assert "“<strong>more</strong>”" in made and "</code>’s" in made and "padding='same'" in made
    assert "“<em>less</em> or\nso”" in made and "‘<code>x</code>’" in made and "′</mo>" in made
    made = made.replace(JOINER, "")  # which holds a particle to the mark before it
    assert (
        "“<code>x</code>”는" in made and "</math>”</span>와" in made and '‘<a href="x.md">글</a>’이' in made
    )
    assert [entry["name"] for entry in md.toc_tokens] == ["The bias’s gradient"]
    assert md.toc_tokens[0]["children"][0]["name"] == "PyTorch: it can't"
