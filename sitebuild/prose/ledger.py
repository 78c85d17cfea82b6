"""At the top of the ledger of claims stand a summary, counted from its entries, and a choice among them by verdict and
chapter, for which instruments/site/claims.ts hides the others."""

import json
import re
from typing import NamedTuple
from xml.etree import ElementTree as etree

from sitebuild.pages.marks import mark
from sitebuild.pages.page import Page

PLACE = "<!-- the summary, counted by sitebuild/prose/ledger.py -->"
VERDICTS = {
    "holds": {"ko": "맞음", "en": "holds"},
    "only-if": {"ko": "조건부", "en": "holds only if"},
    "imprecise": {"ko": "부정확", "en": "imprecise"},
    "wrong": {"ko": "틀림", "en": "wrong"},
}
BADGE = re.compile(r"^\*\*(?P<word>[^*\n]+)\*\*\{ \.verdict \.(?P<verdict>[\w-]+) \}", re.M)
ENTRY = re.compile(r"c\d+")
SUMMARY = {"ko": "주장 {count}개에 내린 판정이다.", "en": "The verdicts on {count} claims."}
LINK = re.compile(r"\[(?P<title>[^\[\]]+)\]\((?P<page>\w+)\.md\b")
HERE = "claims"  # where an entry leads to no other page
WORDS = {
    "ko": {
        "verdict": "판정",
        "chapter": "장",
        "all": "모두",
        HERE: "이 장부",
        "count": "주장 {of}개 가운데 {shown}개",
    },
    "en": {
        "verdict": "Verdict",
        "chapter": "Chapter",
        "all": "all",
        HERE: "this page",
        "count": "{shown} of {of} claims",
    },
}
WHICH = {"ko": "{word} {count}개", "en": "{word}: {count}"}


class LedgerError(Exception):
    """An entry that has no verdict, or several; `where` is how its heading is marked."""

    def __init__(self, anchor):
        super().__init__(f"{anchor} needs one verdict, **…**{{ .verdict .… }}, out of {', '.join(VERDICTS)}")
        self.where = f"#{anchor} }}"


class Claim(NamedTuple):
    id: str  # as in the address, c26
    verdict: str  # a key of VERDICTS
    word: str  # what the badge says
    chapter: str  # the page to which it leads first, and how the link calls it
    title: str
    start: int  # the first and the last line of the section
    end: int


def claims(page):
    """The entries of the ledger, in its order; LedgerError for one that has no verdict, or several."""
    headings = list(page.headings)
    ends = [line - 1 for line, *_ in headings[1:]] + [page.text.count("\n") + 1]
    lines = page.prose.split("\n")
    for (line, _, _, anchor), end in zip(headings, ends, strict=True):
        if not ENTRY.fullmatch(anchor or ""):
            continue
        section = "\n".join(lines[line:end])
        badges, link = [*BADGE.finditer(section)], LINK.search(section)
        if len(badges) != 1 or badges[0]["verdict"] not in VERDICTS:
            raise LedgerError(anchor)
        chapter, title = (link["page"], link["title"]) if link else (HERE, "")
        yield Claim(anchor, badges[0]["verdict"], badges[0]["word"], chapter, title, line, end)


def summary(entries, language):
    """Markdown: how many claims there are, and a list of each verdict's claims."""
    lines = [SUMMARY[language].format(count=len(entries)), ""]
    for verdict, words in VERDICTS.items():
        found = sorted(int(entry.id[1:]) for entry in entries if entry.verdict == verdict)
        badge = WHICH[language].format(word=words[language], count=len(found))
        links = " ".join(f"[C{number}](#c{number}){{ .claim }}" for number in found)
        lines.append(f"- **{badge}**{{ .verdict .{verdict} }} {links}")
    return "\n".join(lines)


def _is_of_this_page(entry):
    """The key by which what only this page says is listed behind the chapters."""
    return entry.chapter == HERE


def choice(entries, language):
    """HTML: what the reader chooses, and of each claim its verdict and its chapter."""
    words = WORDS[language]
    titles = {entry.chapter: entry.title or words[HERE] for entry in reversed(entries)}
    chapters = {entry.chapter: titles[entry.chapter] for entry in sorted(entries, key=_is_of_this_page)}
    verdicts = {verdict: names[language] for verdict, names in VERDICTS.items()}
    data = json.dumps({entry.id: {"verdict": entry.verdict, "chapter": entry.chapter} for entry in entries})
    form = etree.Element(
        "form",
        {"class": "claims-shown", "autocomplete": "off", "data-search-exclude": ""}
        | {"data-claims": data, "data-count": words["count"]},
    )
    for name, options in ("verdict", verdicts), ("chapter", chapters):
        label = etree.SubElement(form, "label")
        label.text = f"{words[name]} "
        select = etree.SubElement(label, "select", {"name": name})
        for value, text in {"": words["all"], **options}.items():
            etree.SubElement(select, "option", {"value": value}).text = text
    etree.SubElement(form, "span", {"role": "status"})
    return etree.tostring(form, "unicode", method="html")


def replaced(markdown, language):
    """The page's Markdown with the summary in its place."""
    if PLACE not in markdown:
        return markdown
    try:
        entries = list(claims(Page("claims.md", markdown)))
        made = f"{summary(entries, language)}\n\n{choice(entries, language)}"
    except LedgerError as error:
        made = etree.tostring(mark(str(error), error.where), "unicode")
    return markdown.replace(PLACE, made)
