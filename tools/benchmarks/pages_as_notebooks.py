"""A page as a notebook: prose as Markdown cells, code and figures as code cells."""

from textwrap import indent

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

KERNEL = {"kernelspec": {"name": "site", "display_name": "Python of this site"}}


def notebook(page, snippets, with_code):
    """The page with each figure's snippet where the figure stands, and its own code if it is wanted."""
    pieces = [(match.start(), match.end(), [_figure(snippets, match["name"])]) for _, match in page.figures]
    if with_code:
        pieces += [(f.start, f.end, [_code(cell) for cell in f.cells]) for f in page.fences if f.is_run]
    cells, end = [], 0
    for start, stop, code in sorted(pieces, key=lambda piece: piece[0]):
        cells += [new_markdown_cell(page.text[end:start]), *code]
        end = stop
    cells.append(new_markdown_cell(page.text[end:]))
    for number, cell in enumerate(cells):
        cell.id = str(number)  # not at random: the cache asks whether the notebook is the same
    return new_notebook(cells=cells, metadata=KERNEL)


def _code(cell):
    tags = ["raises-exception"] if cell.is_exception else []
    return new_code_cell(cell.source, metadata={"tags": tags})


def _figure(snippets, name):
    """The snippet as a function, so that its names are not the page's."""
    code = (snippets / f"{name}.py").read_text("utf-8").split('if __name__ == "__main__":')[0]
    return new_code_cell("def draw_figure():\n" + indent(code, "    ") + "\ndraw_figure()")
