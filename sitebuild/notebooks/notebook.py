"""A page as a notebook that runs anywhere: prose as Markdown cells, code without prompts, figures as attached pictures.

In the prose boxes stand open, and links are as they work outside the site.
"""

import base64
import posixpath
import re
from bisect import bisect_left
from textwrap import indent

from nbformat import from_dict

from sitebuild.code.tracer_links import IN_TRACER, with_code
from sitebuild.pages.page import FIGURE, Page

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
    text = with_code(page.text) if home else IN_TRACER.sub("", page.text)
    page = page if text == page.text else Page(page.path, text)
    offsets, lines = zip(*without_notes(page.text), strict=True)

    def prose(start, end):
        text = "".join(lines[bisect_left(offsets, start) : bisect_left(offsets, end)])
        text, pictures = markdown(text, drawing, lambda link: outside(link, place, home))
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


FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n+", re.S)
NOTE = re.compile(r'( *)(?:\?\?\?\+?|!!!) +[\w-]+ +"(.*)"\s*$')
QUOTED = re.compile(r"(`[^`\n]+`)\{[^}\n]*\.quoted[^}\n]*title=\"([^\"]+)\"[^}\n]*\}")
ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?:[#.]|lights=)[^{}\n]*\}")
LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^)\s]+)\)")
HTML = re.compile(r"^ *</?(?:div|conv-explorer|shape-tracer)\b[^>\n]*>\n", re.M)
TORCH = re.compile(r"^```torch\b[^\n]*\n(.*?)^```", re.M | re.S)
SPAN = re.compile(r"(`+[^`\n]+`+)")


def markdown(text, drawing, link):
    """(Markdown, attachments) of the text."""
    attachments = {}

    def picture(match):
        name = match["name"].replace("/", "-") + ".svg"
        attachments[name] = {"image/svg+xml": base64.b64encode(_alone(drawing(match["name"]))).decode()}
        return f"![{match['name']}](attachment:{name})\n\n*{match['caption']}*"

    text = TORCH.sub(_session, text)
    text = LINK.sub(link, FIGURE.sub(picture, HTML.sub("", QUOTED.sub(r"\1 (\2)", text))))
    pieces = SPAN.split(text)
    text = "".join(piece if i % 2 else ATTRIBUTES.sub("", piece) for i, piece in enumerate(pieces))
    text = re.sub(r"\n\s*\n", "\n\n", text).strip()
    return text, attachments


def _session(match):
    """A session that is not run here, as code to read: what came out stands in comments."""
    lines = match[1].splitlines()
    code = [line[4:] if line.startswith((">>> ", "... ")) else f"# {line}" for line in lines]
    return "\n".join(["```python", *code, "```"])


def outside(match, place, home):
    """A link as it works outside the site."""
    text, target = match.groups()
    path, *state = re.split(r"(?=[?#])", target, maxsplit=1)
    if ":" in path:
        return match[0]
    if not home:
        return text
    path = posixpath.normpath(posixpath.join(posixpath.dirname(place), path)) if path else place
    folder = re.sub(r"(?:(?<=/)|^)index$", "", re.sub(r"\.(?:md|ipynb)$", "", path))
    return f"[{text}]({home}{folder}{'/' if folder else ''}{''.join(state)})"


def without_notes(text):
    """(offset, line) of the text, where what stands in notes and hidden answers stands at top level."""
    depth, offset = [0], FRONT_MATTER.match(text).end() if FRONT_MATTER.match(text) else 0
    for line in text[offset:].splitlines(keepends=True):
        if line.strip():
            while len(line) - len(line.lstrip(" ")) < depth[-1]:
                depth.pop()
        if match := NOTE.match(line):
            depth.append(len(match[1]) + 4)
            yield offset, f"**{match[2]}**\n"
        else:
            yield offset, line[depth[-1] :] if line.strip() else line
        offset += len(line)


def _alone(svg):
    """The drawing as a picture of its own: on paper, in a plain typeface."""
    paper = '<rect width="100%" height="100%" fill="#fff"/>'
    svg = re.sub(r"(<svg[^>]*>)", rf"\1{paper}", svg, count=1)
    return svg.replace("<svg ", '<svg font-family="sans-serif" ', 1).encode()
