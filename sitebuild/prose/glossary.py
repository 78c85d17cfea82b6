"""The glossary's entries, and where their terms stand in prose: also before Korean particles, never within a word.
At its first use in a section a term leads to its entry, and shows the meaning on the way.

docs/<language>/glossary.md is the one list. An entry is `term, other form · in the other language { #id }`, then
`:   the meaning in one line`, and perhaps `:   Elsewhere: words that these pages do not use`.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from sitebuild.prose.walker import Piece, split

ENTRY = re.compile(
    r"^(?P<here>[^\s#:].*?)(?: · (?P<there>\S.*?))? \{ #(?P<id>[\w-]+) \}\n:   (?P<meaning>.+)"
    r"(?:\n:   (?:다른 글에서|Elsewhere): (?P<others>.+))?$",
    re.M,
)
SYMBOL = re.compile(r"\$(\w)\$")  # a formula of one letter, which a title has as text
LINK = re.compile(r"\[([^\[\]]+)\]\(([^()#]*)[^()]*\)")
# particles and forms of 이다: those that follow any noun, and those that follow one that ends in a vowel
ALWAYS = """
들 은 이 을 의 에 에서 에게 과 으로 으로서 으로써 도 만 뿐 까지 부터 처럼 보다 마다 조차 밖에 대로 씩 하고
이나 이란 이든 이라도 이야말로
이다 이고 이며 이면 이자 이지 이지만 이라 이라고 이라는 이라면 이라서 이므로 이니 이었다 이어야 이어서
이기 인 인데 인지 일 일까 임 입니다
"""
AFTER_VOWEL = (
    "는 가 를 와 나 란 든 라도 야말로 다 고 며 면 자 지 지만 라 라고 라는 라면 라서 므로 니 였다 여야 여서"
)
AFTER_VOWEL_OR_RIEUL = "로 로서 로써"


def text_of(glossary: Path) -> str:
    """The Markdown of a glossary; "" where the site has none. What is no UTF-8 in it is told as a fault of the page."""
    return glossary.read_text("utf-8", errors="replace") if glossary.is_file() else ""


def _particles():
    """Up to three in a row, as in 커널들에서는. The first fits the last sound: 창을, never 창고, which is a word."""
    vowel, rieul = ("".join(map(chr, range(ord("가") + final, ord("힣") + 1, 28))) for final in (0, 8))
    after_vowel = rf"(?<=[^가-힣]|[{vowel}]){_any(AFTER_VOWEL, AFTER_VOWEL_OR_RIEUL)}"
    first = rf"{_any(ALWAYS)}|{after_vowel}|(?<=[{rieul}]){_any(AFTER_VOWEL_OR_RIEUL)}"
    return f"(?:(?:{first}){_any(ALWAYS, AFTER_VOWEL, AFTER_VOWEL_OR_RIEUL)}{{0,2}})?"


def _any(*words):
    return f"(?:{'|'.join(' '.join(words).split())})"


SOME_PARTICLES = _particles()


class Term(NamedTuple):
    here: list[str]  # its forms in the page's language; one in `backticks` is never marked
    there: list[str]  # in the other language, where that has a word of its own
    id: str
    meaning: str
    others: list[str]  # what other texts say
    pages: list[str]  # those that the meaning leads to

    @property
    def names(self):
        """Its forms in both languages."""
        return " · ".join(", ".join(forms) for forms in (self.here, self.there) if forms).replace("`", "")

    @property
    def title(self):
        """What a marked word shows to who points at it."""
        return f"{self.names}: {self.meaning}".replace("`", "")


def terms(text):
    """The entries of a glossary page, in its order."""
    for entry in ENTRY.finditer(text):
        here, there, others = (
            re.findall(r"[^,\s][^,]*", entry[name] or "") for name in ("here", "there", "others")
        )
        if not here:  # a page's fault, which is told with its line
            continue
        pages = [page for _, page in LINK.findall(entry["meaning"])]
        meaning = SYMBOL.sub(r"\1", LINK.sub(r"\1", entry["meaning"]))
        yield Term(here, there, entry["id"], meaning, others, pages)


@lru_cache(4)  # the pages of two languages are marked in turns
def finder(text):
    """(pattern with a group for each form of each term, longest first; the groups' terms)"""
    forms = [(form, term) for term in terms(text) for form in term.here if "`" not in form]
    forms.sort(key=lambda item: -len(item[0]))
    either = "|".join(f"({_spelt(form)})" for form, _ in forms)
    pattern = rf"(?<![\w-])(?:{either})(?={SOME_PARTICLES}(?![\w-]))" if forms else r"(?!)"
    return re.compile(pattern), [term for _, term in forms]


def _spelt(form):
    """A form as prose may spell it: broken over lines; English small or large, one or several."""
    spelt = r"\s+".join(map(re.escape, form.split()))
    return spelt if form.isupper() or re.search("[가-힣]", form) else f"(?i:{spelt})(?:s|es)?"


SECTIONS = {"h1", "h2"}
# what is no running prose; a link in a summary would open a page instead of the answer
SKIPPED = {"a", "abbr", "button", "code", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label"}
SKIPPED |= {"math", "pre", "script", "style", "summary", "svg"}
SKIPPED_CLASSES = frozenset({"admonition-title", "arithmatex", "figure-error", "quoted", "verdict"})


class Terms:
    """The terms of a glossary, whose Markdown is `text`, on their way through one page; `link` leads to the glossary."""

    def __init__(self, text: str, link: str):
        self.pattern, self.terms = finder(text)
        self.link = link
        self.seen: set[str] = set()  # ids, in this section

    def are_defined_in(self, root: Element) -> bool:
        """Whether the page is the glossary itself."""
        ids = {term.id for term in self.terms}
        return any(entry.get("id") in ids for entry in root.iter("dt"))

    def meet(self, element: Element) -> None:
        """Each element is met once, in order: a section begins, or the page's author has marked a term."""
        if element.tag in SECTIONS:
            self.seen.clear()
        if element.get("class") == "term" and (address := element.get("href")):
            self.seen.add(address.partition("#")[2])

    def marked(self, piece: Piece) -> list[str | Element]:
        """The piece's text, with links in the place of terms that are new in this section."""
        if not self.terms or piece.stands_in(SKIPPED, SKIPPED_CLASSES):
            return [piece.text]
        return split([piece.text], self.pattern, self._link)

    def _link(self, match):
        term = self.terms[match.lastindex - 1]
        if term.id in self.seen:
            return None
        self.seen.add(term.id)
        link = Element("a", {"class": "term", "href": f"{self.link}#{term.id}", "title": term.title})
        link.text = match[0]
        return link
