"""At its first use in a section a term leads to its entry in the glossary, and shows the meaning on the way.

docs/<language>/glossary.md is the one list of terms. An entry's lines: `here, another form · there { #id }`,
`:   the meaning in a line`, and, where there are such, `:   Elsewhere: words that these pages do not use`.
"""

import html
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from particles import PARTICLES

ENTRY = re.compile(
    r"^(?P<here>\S.*?) · (?P<there>\S.*?) \{ #(?P<id>[\w-]+) \}\n:   (?P<meaning>.+)"
    r"(?:\n:   (?:다른 글에서|Elsewhere): (?P<others>.+))?$",
    re.M,
)
LINK = re.compile(r"\[([^\[\]]+)\]\([^()]*\)")
TOKEN = re.compile(
    r"<!--.*?-->|<(?P<end>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|[^<]+|<",
    re.S,
)
MARKED = re.compile(r'class="term" href="[^"]*#([\w-]+)"')
# what is no running prose; a link in a summary would open a page instead of the answer
SKIPPED = re.compile("a|abbr|button|code|figure|h[1-6]|kbd|label|math|pre|script|style|summary|svg")
SKIPPED_CLASS = re.compile(r'class="[^"]*\b(?:admonition-title|figure-error|quoted|verdict)\b')


class Term(NamedTuple):
    here: list[str]  # the forms in the page's language; one in `backticks` is never marked
    there: list[str]
    id: str
    meaning: str  # plain text
    others: list[str]  # what other texts say

    @property
    def title(self):
        return f"{', '.join(self.here)} · {', '.join(self.there)}: {self.meaning}".replace("`", "")


def terms(text):
    """The entries of a glossary page, in its order."""
    for entry in ENTRY.finditer(text):
        here, there, others = (re.split(", ", entry[name] or "") for name in ("here", "there", "others"))
        yield Term(here, there, entry["id"], LINK.sub(r"\1", entry["meaning"]), list(filter(None, others)))


@cache
def glossary(text):
    """(pattern that finds every form of every term, longest first; {form: term})"""
    forms = {form: term for term in terms(text) for form in term.here if "`" not in form}
    either = "|".join(map(_form, sorted(forms, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:{either})" if forms else r"(?!)"), forms


def _form(form):
    """Korean: also before particles, not inside a longer word. English: also in the plural."""
    spaced = r"\s+".join(map(re.escape, form.split()))
    if re.search("[가-힣]", form):
        return rf"{spaced}(?={PARTICLES}(?!\w))"
    plural = "" if form.isupper() else "(?:s|es)?"
    return rf"{spaced if form.isupper() else f'(?i:{spaced})'}{plural}(?={PARTICLES}(?![\w-]))"


def mark(content, text, address):
    """A page's HTML with the first use of each term in a section linked to the glossary at `address`."""
    pattern, forms = glossary(text)
    known = {" ".join(form.lower().split()): term for form, term in forms.items()}
    seen, skipped, depth, marked = set(), None, 0, []

    def link(match):
        word = " ".join(match[0].lower().split())
        term = next(known[w] for w in (word, word.removesuffix("s"), word.removesuffix("es")) if w in known)
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
