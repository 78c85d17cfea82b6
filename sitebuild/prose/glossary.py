"""At its first use in a section a term leads to its entry in the glossary, and shows the meaning on the way."""

import html
import re
from pathlib import Path

from sitebuild.prose.terms import finder

TOKEN = re.compile(
    r"<!--.*?-->|<(?P<end>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|[^<]+|<",
    re.S,
)
MARKED = re.compile(r'class="term" href="[^"]*#([\w-]+)"')
# what is no running prose; a link in a summary would open a page instead of the answer
SKIPPED = re.compile("a|abbr|button|code|figure|h[1-6]|kbd|label|math|pre|script|style|summary|svg")
SKIPPED_CLASS = re.compile(r'class="[^"]*\b(?:admonition-title|figure-error|quoted|verdict)\b')


def mark(content, text, address):
    """A page's HTML in which terms lead to the glossary at `address`, whose Markdown is `text`."""
    pattern, terms = finder(text)
    seen, skipped, depth, marked = set(), None, 0, []

    def link(match):
        term = terms[match.lastindex - 1]
        if term.id in seen:
            return match[0]
        seen.add(term.id)
        return f'<a class="term" href="{address}#{term.id}" title="{html.escape(term.title)}">{match[0]}</a>'

    for token in TOKEN.finditer(content):
        piece, tag = token[0], token["tag"]
        if skipped:
            depth += (tag == skipped) * (-1 if token["end"] else 1)
            skipped = depth and skipped
        elif tag and not token["end"]:
            if tag in ("h1", "h2"):
                seen.clear()
            seen.update(MARKED.findall(token["attributes"]))
            if SKIPPED.fullmatch(tag) or SKIPPED_CLASS.search(token["attributes"]):
                skipped, depth = tag, 1
        elif not piece.startswith("<"):
            piece = pattern.sub(link, piece)
        marked.append(piece)
    return "".join(marked)


def on_page_content(content, page, config, files):
    file = files.get_file_from_path("glossary.md")
    if file is None or file is page.file:
        return None
    text = Path(file.abs_src_path).read_text("utf-8", errors="replace")
    return mark(content, text, file.url_relative_to(page.file))
