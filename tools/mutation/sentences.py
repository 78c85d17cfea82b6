"""What a slip in a sentence would look like, a number or a word of a pair of opposites changed, and whether a guard notices.

No example runs: the guards read the pages only (tests/pages/statements.py, told.py, agreement.py), in this process.
Each slip is made twice: in one language alone, and in both alike.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

import agreement
import alignment
import denials
import numerals
import pairs
import statements
import told
from mutants import _next

from sitebuild.pages.page import ROOT, Page

FRACTIONS = "¼½¾⅓⅔"
IN_BOTH = "in both"
DENIALS = "denials"


@dataclass(frozen=True)
class Slip:
    """A statement, (Korean, English), of which `old` became `new` at an offset within the one or the other or both."""

    kind: str  # of the block; opposites are a kind of their own
    blocks: tuple
    starts: tuple  # in each language's block, None where it stays
    olds: tuple
    news: tuple

    def texts(self, pages):
        """The pages' texts as they then are."""
        found = []
        for page, block, start, old, new in zip(
            pages, self.blocks, self.starts, self.olds, self.news, strict=True
        ):
            at = None if start is None else block.start + start
            found.append(page.text if at is None else page.text[:at] + new + page.text[at + len(old) :])
        return found

    @property
    def said(self):
        """What the English then says, the slip and some words around it."""
        text, start = self.blocks[1].text, self.starts[1]
        before, after = text[max(0, start - 40) : start], text[start + len(self.olds[1]) :][:40]
        return re.sub(r"\s+", " ", f"{before}«{self.olds[1]} → {self.news[1]}»{after}")

    @property
    def in_both(self):
        return None not in self.starts

    def alone(self, language):
        """The same slip in one language, 0 for Korean."""
        return replace(self, starts=tuple(s if i == language else None for i, s in enumerate(self.starts)))


def slips(korean, english):
    """Each slip of a page, in both languages where both say it, else in English alone."""
    for one, other in numerals.pairs(korean, english):
        yield from _numbers(one, other)
        yield from _opposites(one, other)
        yield from _exchanges(one, other)
        yield from _denials(one, other)


def _numbers(korean, english):
    ours = list(numerals.numerals(korean.text, "ko"))
    names = [
        match.span() for match in told.NO_RESULT.finditer(english.text)
    ]  # versions, the numbers of a list
    for number in numerals.numerals(english.text, "en"):
        if any(start <= number.start < end for start, end in names):
            continue
        twin = next((n for n in ours if n.value == number.value), None)
        if twin:
            ours.remove(twin)
        kind = _kind(english, number)
        starts = (twin and twin.start, number.start)
        olds = (twin and twin.text, number.text)
        yield Slip(
            kind, (korean, english), starts, olds, (twin and another(twin, "ko"), another(number, "en"))
        )


def _kind(block, number):
    for pattern, kind in (
        (statements.LINK, "linked"),
        (told.FORMULA, "formula"),
        (told.CODE, "code"),
    ):
        if any(m.start() <= number.start < m.end() for m in pattern.finditer(block.text)):
            return kind
    return block.kind


def another(number, language):
    """Another number, said as this one is: two → three, ¼ → ½, 0.29 → 0.20."""
    if number.text in FRACTIONS:
        return FRACTIONS[(FRACTIONS.index(number.text) + 1) % len(FRACTIONS)]
    if number.text[0].isdigit():
        digits = re.match(r"[\d,.]*\d", number.text)[0]
        return _next(digits.replace(",", "")) + number.text[len(digits) :]
    return _word(number.text.lower(), language)


def _word(word, language):
    forms = [
        numerals.ORDINALS,
        [f"{unit}fold" for unit in numerals.UNITS["en"]],
        ["두", "세", "네", "다섯"],
        ["once", "twice", "thrice"],
    ]
    forms.append(
        [*numerals.UNITS["ko"], "열하나"] if language == "ko" else [*numerals.UNITS["en"], *numerals.TEENS]
    )
    for form in forms:
        if word in form[:-1]:
            return form[form.index(word) + 1]
    return "일곱" if language == "ko" else "seven"


def _opposites(korean, english):
    names = [match.span() for match in told.NO_RESULT.finditer(english.text)]
    for pair in (*pairs.OPPOSITES, *pairs.RELATED):
        for said, opposite in (pair, pair[::-1]):
            found = re.finditer(said.english, alignment.seen(english.text), re.I)
            here = next((m for m in found if not any(a <= m.start() < b for a, b in names)), None)
            there = re.search(said.korean, alignment.seen(korean.text), re.I)
            if here and there:
                news = example(opposite.korean), example(opposite.english)
                yield Slip(
                    "opposites", (korean, english), (there.start(), here.start()), (there[0], here[0]), news
                )


def _exchanges(korean, english):
    """Both sides of a pair, each in the other's place, in English."""
    text = alignment.seen(english.text)
    for pair in (*pairs.OPPOSITES, *pairs.RELATED):
        found = [re.search(side.english, text, re.I) for side in pair]
        if all(found) and all(re.search(side.korean, alignment.seen(korean.text), re.I) for side in pair):
            first, last = sorted(found, key=lambda match: match.start())
            if first.end() <= last.start():
                old = english.text[first.start() : last.end()]
                new = last[0] + english.text[first.end() : last.start()] + first[0]
                yield Slip("opposites", (korean, english), (None, first.start()), (None, old), (None, new))


def _denials(korean, english):
    """Each place where a statement is made its own denial, or a bound is turned round."""
    here, there = alignment.seen(english.text), alignment.seen(korean.text)
    for denial in denials.TURNED:
        ours = list(re.finditer(denial.korean, there))
        for number, found in enumerate(re.finditer(denial.english, here, re.I) if ours else ()):
            twin = ours[min(number, len(ours) - 1)]
            news = twin.expand(denial.korean_turned), found.expand(denial.english_turned)
            yield Slip(DENIALS, (korean, english), (twin.start(), found.start()), (twin[0], found[0]), news)


def example(pattern):
    """A text that a simple pattern fits: its first branch, of each class the first character."""
    branch = re.split(r"\|(?![^()]*\))", pattern)[0]
    branch = re.sub(r"\(\?[!<][^()]*\)|\\b|\\w\*", "", branch)
    branch = re.sub(r"\(\?(?:-i)?:([^()|]*)[^()]*\)", r"\1", branch)
    return re.sub(r"\[(.)[^\]]*\]", r"\1", branch).replace("?", "").replace("\\", "")


def said_by_the_instruments(words):
    """Whether a sentence stands in the instruments' code, whatever fills its gaps: as one template, and by its parts."""
    parts = [re.escape(part) for part in re.split(r"\{[^{}]*\}", words.replace("\\", ""))]
    template = r"\$\{[^\n]{1,90}?\}".join(parts)
    code = _code_of_the_instruments()
    return bool(re.search(template, code)), all(re.search(part, code) for part in parts)


@cache
def _code_of_the_instruments():
    folders = "languages", "frameworks", "graph", "repairs", "translation", "views"
    paths = (path for folder in folders for path in (ROOT / "instruments" / folder).rglob("*.ts"))
    return "\n".join(path.read_text("utf-8") for path in paths).replace("\\", "")


def _said_of_the_note(block):
    """What the note says, the verdict and the chapter: tests/pages/test_claims.py holds their words."""
    verdicts = re.findall(r"\*\*([^*]+)\*\*\{ \.verdict ", block.text)
    chapters = re.findall(r"\[([^\[\]]+)\]\(\w+\.md#", block.text) if verdicts else []
    return verdicts, chapters, told.claim_in(block.text) if told.SAID in block.text else None


class Guards:
    """The guards, on one page in both languages."""

    def __init__(self, name):
        self.name = name
        self.paths = [ROOT / f"docs/{language}/{name}.md" for language in ("ko", "en")]
        self.pages = [Page(path) for path in self.paths]
        self.tale = told.Told(name)
        self.section = {block.start: section for section, block in self.tale.blocks}
        self.read = [(block, told.readable(block.text)) for _, block in self.tale.blocks]
        self.before = self._faults([page.text for page in self.pages])

    def both_ways(self, slip):
        """(how, whether it is noticed): made in one language, and in both where both say it."""
        yield "in one language", self.noticed(slip.alone(1))
        if slip.in_both:
            yield IN_BOTH, self.noticed(slip)

    def noticed(self, slip):
        """Whether any guard says something that it did not say before."""
        korean, english = (
            block
            if start is None
            else replace(block, text=block.text[:start] + new + block.text[start + len(old) :])
            for block, start, old, new in zip(slip.blocks, slip.starts, slip.olds, slip.news, strict=True)
        )
        if english.kind == numerals.REASON:
            was, now = said_by_the_instruments(slip.blocks[1].text), said_by_the_instruments(english.text)
            if any(before and not after for before, after in zip(was, now, strict=True)):
                return True  # instruments/tests/views/reasons.test.ts finds no Korean for what is said
        if agreement.faults(self.name, korean, english):
            return True
        if self.name == "claims" and _said_of_the_note(english) != _said_of_the_note(slip.blocks[1]):
            return True
        if slip.starts[1] is not None and self._is_untold(slip):
            return True
        return slip.kind == "linked" and self._faults(slip.texts(self.pages)) - self.before != Counter()

    def _is_untold(self, slip):
        """Whether the English block, as it then is, says a number that is not told, or a phrase no longer."""
        value, old, new = slip.blocks[1], slip.olds[1], slip.news[1]
        # a value of the front matter is told with the key of its line
        before = next((block for block, _ in self.read if _within(value, block)), value)
        start = slip.starts[1] + value.start - before.start
        changed = replace(before, text=before.text[:start] + new + before.text[start + len(old) :])
        section = self.section.get(before.start, "front-matter")
        said, after = told.readable(before.text), told.readable(changed.text)
        others = [text for block, text in self.read if not _meet(block, before)]
        for entry in self.tale.entries:
            was_said = entry.place in (section, "page") and entry.phrase in said
            if was_said and entry.phrase not in after and not any(entry.phrase in text for text in others):
                return True
        moved = start, len(new) - len(old)
        known = Counter(n.text for n in self.tale.untold_in(section, before))
        return bool(Counter(n.text for n in self.tale.untold_in(section, changed, moved)) - known)

    def _faults(self, texts):
        """What statements.py says, and the linked numbers in which the languages differ."""
        read = statements.executed if self.name.startswith("labs/") else Page
        pages = [read(path, text) for path, text in zip(self.paths, texts, strict=True)]
        found = Counter(re.sub(r"^\d+: ", "", fault) for page in pages for fault in statements.faults(page))
        linked = [
            [re.findall(r"[\d.]+", link[1]) for link in statements.LINK.finditer(page.prose)]
            for page in pages
        ]
        found.update(f"{one} {other}" for one, other in zip(*linked, strict=False) if one != other)
        return found


def _within(one, other):
    return other.start <= one.start and one.start + len(one.text) <= other.start + len(other.text)


def _meet(one, other):
    """Whether two blocks share text: a line of the front matter and its value do."""
    return one.start < other.start + len(other.text) and other.start < one.start + len(one.text)
