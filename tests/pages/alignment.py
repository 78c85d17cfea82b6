"""Which sentences of a block say the same in both languages, also where one of them makes two sentences of it."""

import re
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import names

# what a reader does not see (addresses, tags, attributes), and what test_languages.py compares (code, formulas)
UNSEEN = re.compile(r"(?s:\$\$.+?\$\$)|\$[^$\n]+\$|(?<=\])\([^()\s]*\)|<[^<>]*>|\{[^{}]*\}|`+[^`\n]+`+")
SENTENCE_END = re.compile(r"(?<=[.?!])[)*\"”\]]*\s+")
# what a translation has, too: code, formulas, where a link leads, digits, VALID, a question
SHARED = re.compile(r"`+[^`\n]+`+|\$[^$\n]+\$|#[\w-]+|\d+(?:\.\d+)?|(?<![\w-])[A-Z]{4,}\b|\?")
# how many sentences of the one may say what how many of the other say → what that costs
GROUPS = {(1, 1): 0, (1, 2): 1, (2, 1): 1, (2, 2): 3, (1, 3): 3, (3, 1): 3, (2, 3): 4, (3, 2): 4}
LETTERS = 25  # so many more or fewer of them cost as much as one name that only one side has


class Alike(NamedTuple):
    """One sentence or some in both languages, as a reader sees them, and the English as it is written."""

    korean: str
    english: str
    written: str


class Sentence:
    """A sentence, and what of it a translation has, too."""

    def __init__(self, written, language):
        self.written, self.seen = written, seen(written)
        self.marks = _marks(written, language)
        self.length = len(" ".join(self.seen.split()))


def seen(text):
    """The text without what a reader does not see, as long as before."""
    return UNSEEN.sub(lambda match: " " * len(match[0]), text)


@lru_cache(maxsize=64)
def alike(korean, english):
    """The sentences of both texts that say the same: in pairs where the languages have as many, else in groups."""
    ours, theirs = _sentences(korean, "korean"), _sentences(english, "english")
    groups = _grouped(ours, theirs) or [(ours, theirs)]
    return [
        Alike(
            " ".join(s.seen for s in one), " ".join(s.seen for s in other), "".join(s.written for s in other)
        )
        for one, other in groups
    ]


def pairs(korean, english):
    """The sentences of both texts one by one, as they are seen; none where the languages have not as many."""
    ours, theirs = _sentences(korean, "korean"), _sentences(english, "english")
    return (
        [(one.seen, other.seen) for one, other in zip(ours, theirs, strict=True)]
        if len(ours) == len(theirs)
        else []
    )


def _sentences(text, language):
    hidden, start, found = seen(text), 0, []
    for end in [*(match.end() for match in SENTENCE_END.finditer(hidden)), len(text)]:
        if hidden[start:end].strip():
            found.append(Sentence(text[start:end], language))
        start = end
    return found


@lru_cache(maxsize=1 << 12)
def _marks(written, language):
    text = seen(written)
    named = (name for name, side in names.NAMES.items() if re.search(getattr(side, language), text, re.I))
    return frozenset(SHARED.findall(written)) | frozenset(named)


def _grouped(ours, theirs):
    """The cheapest way through both texts, None where there is none: one has more than three times as many sentences."""
    ratio = sum(s.length for s in theirs) / max(sum(s.length for s in ours), 1)
    best = {(0, 0): (0, [])}  # how many sentences of each are in groups → the cost, the groups
    for at in product(range(len(ours) + 1), range(len(theirs) + 1)):
        for size, price in GROUPS.items():
            to = at[0] + size[0], at[1] + size[1]
            if at not in best or to[0] > len(ours) or to[1] > len(theirs):
                continue
            group = ours[at[0] : to[0]], theirs[at[1] : to[1]]
            cost = best[at][0] + price + _difference(*group, ratio)
            if to not in best or cost < best[to][0]:
                best[to] = cost, [*best[at][1], group]
    return best.get((len(ours), len(theirs)), (0, None))[1]


def _difference(ours, theirs, ratio):
    """How little two groups of sentences look like translations of each other."""
    marks = [set().union(*(s.marks for s in side)) for side in (ours, theirs)]
    lengths = [sum(s.length for s in side) for side in (ours, theirs)]
    return len(marks[0] ^ marks[1]) + abs(lengths[1] - lengths[0] * ratio) / LETTERS
