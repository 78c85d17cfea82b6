"""What differs between two builds of the site: `python tools/compare_sites.py before after`.

Of each page its text, its links (anchors and ids too) and its figures; of every other file its bytes.
Which program built them is no difference.
"""

import difflib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup

GENERATOR = re.compile(rb'<meta name="generator"[^>]*>')  # which program built it
CONTEXT = 60  # characters of a difference that are shown


def main(before: Path, after: Path) -> int:
    """Print each difference; 1 where there is one."""
    lines = list(differences(before, after))
    print("\n".join(lines) or f"{len(_files(after))} files: the same text, links and figures")
    return bool(lines)


def differences(before: Path, after: Path) -> Iterator[str]:
    """A line for each thing that differs."""
    old, new = _files(before), _files(after)
    yield from (f"{place}: gone" for place in sorted(old - new))
    yield from (f"{place}: new" for place in sorted(new - old))
    for place in sorted(old & new):
        one, other = (GENERATOR.sub(b"", (site / place).read_bytes()) for site in (before, after))
        if one == other:
            continue
        if place.suffix != ".html":
            yield f"{place}: {len(one)} bytes → {len(other)}"
            continue
        one, other = parts_of(one), parts_of(other)
        same = [f"{place}: {kind}: {line}" for kind in one for line in _changed(one[kind], other[kind])]
        yield from same or [f"{place}: the markup only"]


def parts_of(page: bytes) -> dict[str, list[str]]:
    """What a reader gets of a page: text by block, links, ids, figures, code blocks."""
    soup = BeautifulSoup(page, "html.parser")
    figures = [str(svg) for svg in soup.select("figure svg, svg[role=img]")]
    links = [
        f"{tag.name} {tag.get_text(' ', strip=True)!r} → {tag.get('href') or tag.get('src')}"
        for tag in soup.select("a[href], img[src], script[src], link[href]")
    ]
    return {
        "text": [text.strip() for text in soup.stripped_strings],
        "code": [code.get_text() for code in soup.select("pre")],
        "links": links,
        "ids": [tag["id"] for tag in soup.select("[id]")],
        "figures": figures,
    }


def _changed(one: list[str], other: list[str]) -> Iterator[str]:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes() if one != other else ():
        if kind != "equal":
            yield f"{_short(one[a:b])} → {_short(other[c:d])}"


def _short(pieces: list[str]) -> str:
    text = " | ".join(pieces)
    return repr(text if len(text) <= CONTEXT else f"{text[:CONTEXT]}… ({len(text)} characters)")


def _files(site: Path) -> set[Path]:
    return {file.relative_to(site) for file in site.rglob("*") if file.is_file()}


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:3])))
