"""The summary at the top of the ledger of claims is counted from its entries."""

import logging
import re
from pathlib import Path
from typing import NamedTuple

from mkdocs.exceptions import PluginError

from sitebuild.pages.page import Page, PageError
from sitebuild.serving import box, serving

log = logging.getLogger("mkdocs.plugins.ledger")
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
WHICH = {"ko": "{word} {count}개", "en": "{word}: {count}"}


class Claim(NamedTuple):
    id: str  # as in the address, c26
    verdict: str  # a key of VERDICTS
    word: str  # what the badge says
    start: int  # the first and the last line of the section
    end: int


def claims(page):
    """The entries of the ledger, in its order; PageError for one that has no verdict, or several."""
    headings = list(page.headings)
    ends = [line - 1 for line, *_ in headings[1:]] + [page.text.count("\n") + 1]
    lines = page.prose.split("\n")
    for (line, _, _, anchor), end in zip(headings, ends, strict=True):
        if not ENTRY.fullmatch(anchor or ""):
            continue
        badges = [*BADGE.finditer("\n".join(lines[line:end]))]
        if len(badges) != 1 or badges[0]["verdict"] not in VERDICTS:
            wanted = ", ".join(VERDICTS)
            message = f"{anchor} needs one verdict, **…**{{ .verdict .… }}, out of {wanted}"
            raise PageError(page.path, line, message)
        yield Claim(anchor, badges[0]["verdict"], badges[0]["word"], line, end)


def summary(entries, language):
    """Markdown: how many claims there are, and a list of each verdict's claims."""
    lines = [SUMMARY[language].format(count=len(entries)), ""]
    for verdict, words in VERDICTS.items():
        found = sorted(int(entry.id[1:]) for entry in entries if entry.verdict == verdict)
        badge = WHICH[language].format(word=words[language], count=len(found))
        links = " ".join(f"[C{number}](#c{number}){{ .claim }}" for number in found)
        lines.append(f"- **{badge}**{{ .verdict .{verdict} }} {links}")
    return "\n".join(lines)


def on_page_markdown(markdown, page, config, files):
    if PLACE not in markdown:
        return None
    try:
        found = list(claims(Page(Path(page.file.abs_src_path))))
        return markdown.replace(PLACE, summary(found, config.theme["language"]))
    except PageError as error:
        if not serving():
            raise PluginError(str(error)) from None
        log.error("%s", error)
        return markdown.replace(PLACE, box("page", str(error), config.theme["language"]))
