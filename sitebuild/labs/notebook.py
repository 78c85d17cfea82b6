"""A lab as a notebook for mkdocs-jupyter: its cells, with what came out of them, between its prose as HTML."""

import re

from mkdocs.utils.meta import get_data
from nbformat import writes
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from sitebuild import whole_file
from sitebuild.pages.page import PageError

HOLE = '<div class="lab-cell"></div>'
CAPTION = re.compile(r'caption="([^"]*)"')
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def cells(page):
    """The code cells of a lab; PageError for a fence that would not be one."""
    fences = [fence for fence in page.fences if fence.is_run]
    for fence in fences:
        if fence.indent or fence.has_prompts:
            raise PageError(page.path, fence.line, "a lab's code stands at top level and without prompts")
    return [cell for fence in fences for cell in fence.cells]


def captions(page):
    """What the figure of each cell shows, in the page's language; "" where nothing is said."""
    return [m[1] if (m := CAPTION.search(f.info)) else "" for f in page.fences if f.is_run]


def check(page, outputs):
    """PageError where a cell draws something that no caption describes."""
    fences = [fence for fence in page.fences if fence.is_run]
    for fence, caption, kept in zip(fences, captions(page), outputs, strict=True):
        if not caption and any("svg" in output for output in kept):
            raise PageError(page.path, fence.line, 'draws a figure: write ```python caption="what it shows"')


def without_code(page):
    """The page's Markdown with a hole for each cell."""
    end, pieces = 0, []
    for fence in page.fences:
        if fence.is_run:
            pieces.append(page.text[end : fence.start])
            end = fence.end
    body, _ = get_data(f"\n{HOLE}\n\n".join([*pieces, page.text[end:]]))
    return body


def write(path, prose, lab):
    """Write the executed notebook, its prose as HTML."""
    outputs = [_outputs(kept) for kept in lab.run["outputs"]]
    code = [new_code_cell(c.source.rstrip(), outputs=o) for c, o in zip(lab.cells, outputs, strict=True)]
    parts = prose.split(HOLE)
    notebook = [_prose(parts[0])]
    for cell, part in zip(code, parts[1:], strict=True):
        notebook += [cell, _prose(part)]
    for number, cell in enumerate(notebook):
        cell.id = str(number)  # not at random: mkdocs-jupyter's cache asks whether the notebook is the same
    whole_file.write(path, writes(new_notebook(cells=notebook, metadata=KERNEL)))


def _prose(content):
    # a blank line would end what Jupyter's Markdown takes for HTML
    return new_markdown_cell("<div>" + re.sub(r"\n(?=[ \t]*\n)", "&#10;", content) + "</div>")


def _outputs(kept):
    return [
        new_output("stream", name="stdout", text=output["text"])
        if "text" in output
        else new_output("display_data", data={"image/svg+xml": output["svg"]})
        for output in kept
    ]
