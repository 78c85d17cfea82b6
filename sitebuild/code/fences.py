"""Fences as highlighters know them: a session is pycon, and a check is folded behind a mark.

A fence called `check` only proves what its sentence says; it is run like any other.

```pycon check              ✓ checked in code
```pycon check=Keras        ✓ as Keras
```pycon check="own words"  ✓ own words
"""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

from sitebuild.pages.fences import TORCH, Fence, read_fences

PROOF, CODE = "check", "check code"  # classes of the box; CODE only computes or draws what a figure shows
WORDS = {
    "ko": {PROOF: "코드로 확인", CODE: "그림을 계산한 코드", "same": "{}와 같다"},
    "en": {PROOF: "checked in code", CODE: "the code behind the figure", "same": "as {}"},
}
INDENT = "    "
# a fence called python, or torch, whose first line has a prompt
SESSION = re.compile(
    r"^((?:[ \t]|>[ \t]?)*(?:`{3,}|~{3,})[ \t]*)(python3?|py3?|torch)\b(?=.*\n[ \t>]*>>> )", re.M
)


def sessions_as_pycon(markdown: str) -> str:
    """The Markdown with sessions named as Pygments knows them; one of PyTorch says so above it."""
    return SESSION.sub(
        lambda fence: f"{fence[1]}pycon" + (' title="PyTorch"' if fence[2] == TORCH else ""), markdown
    )


def folded(markdown: str, language: str) -> str:
    """The Markdown, includes expanded, with each check in a box that is closed; PageError for a fence that is never closed."""
    parts, end = [], 0
    for fence in read_fences(markdown, Path("page.md")) if "check" in markdown else ():
        if fence.check is not None:
            opening, newline, rest = markdown[fence.start : fence.end].partition("\n")
            plain = opening.replace(fence.info, fence.info_without_check)
            parts += [markdown[end : fence.start], fold(fence, f"{plain}{newline}{rest}", language)]
            end = fence.end
    return "".join([*parts, markdown[end:]])


def fold(fence: Fence, text: str, language: str) -> str:
    """The box of a check; `text` is the fence as highlighters know it, and what belongs to it."""
    proves = fence.has_prompts or any(line.text.lstrip().startswith("assert ") for line in fence.lines)
    kind = PROOF if proves and "caption=" not in fence.info else CODE
    inner = "".join(_further_in(line, fence.indent) for line in text.splitlines(keepends=True))
    return f'\n{fence.indent}??? {kind} "{_words(fence.check or "", WORDS[language], kind)}"\n\n{inner}'


def _words(given, usual, kind):
    """Those given in quotation marks, else the usual ones for the framework that is named."""
    if given.startswith('"'):
        return given.strip('"')
    return usual["same"].format(given) if given else usual[kind]


def _further_in(line, indent):
    return line[: len(indent)] + INDENT + line[len(indent) :] if line.strip() else line


def mark_checks(root: Element) -> None:
    """Put a check's mark on the last line of the paragraph that it proves: both stand in one box, of the class `proved`.

    The words on marks are the same on every page: the search does not look there.
    """
    for parent in list(root.iter()):
        for before, box in pairwise(list(parent)):
            if before.tag == "p" and _is_check(box):
                both = Element("div", {"class": "proved"})
                parent.insert(list(parent).index(before), both)
                for element in before, box:
                    parent.remove(element)
                    both.append(element)
    for summary in (box.find("summary") for box in root.iter("details") if _is_check(box)):
        if summary is not None:
            summary.set("data-search-exclude", "")


def _is_check(element):
    return element.tag == "details" and PROOF in element.get("class", "").split()
