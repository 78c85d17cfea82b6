"""A link to a section of the page looks like every link, a stated result like a result."""

import markdown

TEXT = """## One { #one }

It is [two cells](#size), as [the first section](#one) says; [lit](#one){ lights="a.b[0]" }, [quoted](#one){ .claim }.
{: #size }
"""


def test_a_link_to_a_section_is_told_from_a_stated_result():
    terms = markdown.markdown(
        "[shape](#shape)\n\nshape { #shape }\n:   What it is.\n",
        extensions=["attr_list", "def_list", "sitebuild.markdown"],
    )
    assert '<a class="section" href="#shape">shape</a>' in terms
    page = markdown.markdown(TEXT, extensions=["attr_list", "sitebuild.markdown"])
    assert '<a href="#size">two cells</a>' in page
    assert '<a class="section" href="#one">the first section</a>' in page
    assert page.count('class="section"') == 1
