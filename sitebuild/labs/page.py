"""What a lab's page shows beside its prose and code: what came out of each cell, when, and on what it ran."""

import html
import re
from itertools import count
from typing import NamedTuple

from sitebuild.code.blocks import FITS_A_PHONE
from sitebuild.figures.markdown import captioned
from sitebuild.figures.record import Figure
from sitebuild.serving import PENDING, pending

FOLDED = 16  # lines; longer output is folded
PICTURE = re.compile(r"<image(?P<place>[^>]*?) href=[^>]*/>")
FRAME = '<rect{} class="stroke-line" fill="none" stroke-width="1.2"/>'  # half of it: the axes' edge cuts the rest off
FIGURE = 326, 230  # CSS pixels: sitebuild/labs/kernel.py's figure.figsize
WORDS = {
    "ko": {
        "fold": "출력 {}줄",
        "cut": "… 출력 {printed:,}자 가운데 처음 {shown:,}자만 보인다.",
        "run": "이 실습의 코드 칸 {cells}개를 {time}에 실행했다: {versions}.",
    },
    "en": {
        "fold": "{} lines of output",
        "cut": "… of {printed:,} characters of output, the first {shown:,} are shown.",
        "run": "All {cells} code cells of this lab were run on {time}: {versions}.",
    },
}


class Output(NamedTuple):
    """What a cell printed or drew."""

    html: str
    is_drawn: bool


def outputs(lab, run, language, address):
    """What each cell gave, figures' photographs at `address(name, picture)`."""
    # an id begins with its figure's anchor, so that no two of a page are the same; a cell may draw several figures
    anchors = (f"cell-figure-{number}" for number in count(1))
    return [
        [
            Output(_shown(output, anchors, html.escape(caption), language, address), "figure" in output)
            for output in kept
        ]
        for caption, kept in zip(lab.captions, run["outputs"], strict=True)
    ]


def awaited(lab, language):
    """The same while the lab is executed."""
    note = f'<p class="pending" role="status" data-search-exclude>{PENDING[language]}</p>'
    return [
        [Output(_figure(pending(FIGURE, language), html.escape(caption)), True)]
        if caption
        else [Output(note, False)]
        for caption in lab.captions
    ]


def _shown(output, anchors, caption, language, address):
    if "figure" in output:
        figure = Figure(**output["figure"]).in_language(language)
        return _figure(_framed(figure.inline(next(anchors), caption, language, address)), caption)
    text = output["text"].rstrip("\n")
    lines = text.split("\n")
    note = ""
    if "cut" in output:
        words = WORDS[language]["cut"].format(printed=output["cut"], shown=len(text))
        note = f'<p class="cell-cut">{words}</p>'
    # where a line may be wider than a phone, the keyboard gets in to scroll it
    reached = ' tabindex="0"' if max(map(len, lines)) > FITS_A_PHONE else ""
    shown = f'<pre class="cell-output"{reached}>{html.escape(text, quote=False)}</pre>{note}'
    if len(lines) <= FOLDED:
        return shown
    summary = WORDS[language]["fold"].format(len(lines))
    return f'<details class="fold"><summary>{summary}</summary>{shown}</details>'


def _framed(drawing):
    """With a thin frame around each picture, as snippets/draw.py draws it: a dark one would melt into a dark page."""
    return PICTURE.sub(lambda picture: picture[0] + FRAME.format(picture["place"]), drawing)


def _figure(drawing, caption):
    return f'<figure class="drawn">{drawing}{captioned(caption)}</figure>'


def stamp(lab, run, language):
    """When the cells were run, and on what."""
    if not lab.cells:
        return ""
    versions = ", ".join(f"{name}\u00a0{number}" for name, number in run["versions"].items())
    words = WORDS[language]["run"].format(cells=len(lab.cells), time=run["time"], versions=versions)
    return f'<p class="verified passed" data-search-exclude>{html.escape(words)}</p>'
