"""A page as a notebook that runs anywhere: prose as Markdown cells, code without prompts, figures as attached pictures."""

from bisect import bisect_left
from textwrap import indent

from nbformat import from_dict

from sitebuild.code.tracer_links import IN_TRACER, with_code
from sitebuild.notebooks import prose as notebook_prose
from sitebuild.pages.page import Page

KERNEL = {
    "colab": {"provenance": []},
    "kernelspec": {"name": "python3", "display_name": "Python 3"},
    "language_info": {"name": "python"},
}
FAILS = """try:
{code}
except Exception as error:
    print(f"{{type(error).__name__}}: {{error}}")
"""


def notebook(page, place, drawing, home=None):
    """The page, which is `place` in its language's folder, as a notebook.

    `drawing` gives the SVG of a figure's name; `home` is where the site is hosted: without it, links within the site
    become plain text.
    """

    # what would open the code in the tracer leads nowhere where the site has no address
    page = Page(page.path, with_code(page.text) if home else IN_TRACER.sub("", page.text))
    offsets, lines = zip(*notebook_prose.without_notes(page.text), strict=True)

    def prose(start, end):
        text = "".join(lines[bisect_left(offsets, start) : bisect_left(offsets, end)])
        text, pictures = notebook_prose.markdown(
            text, drawing, lambda link: notebook_prose.outside(link, place, home)
        )
        return [_cell("markdown", text, **({"attachments": pictures} if pictures else {}))] if text else []

    cells, end = [], 0
    for fence in [fence for fence in page.fences if fence.is_run]:
        cells += prose(end, fence.start)
        cells += [
            _cell("code", code.rstrip(), execution_count=None, outputs=[]) for code in _code(fence.cells)
        ]
        end = fence.end
    cells += prose(end, len(page.text))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"  # not at random: the same page gives the same file
    return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": KERNEL, "cells": cells})


def _cell(kind, source, **more):
    """As nbformat's own function makes it, without validating: that is done once, for the whole notebook, on writing."""
    return {"cell_type": kind, "metadata": {}, "source": source, **more}


def _code(cells):
    """The code of a fence, cut after each output, as a notebook shows the last value of a cell only."""
    code = ""
    for cell in cells:
        code += FAILS.format(code=indent(cell.source.rstrip(), "    ")) if cell.is_exception else cell.source
        if cell.want:
            yield code
            code = ""
    if code:
        yield code
