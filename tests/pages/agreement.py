"""What both languages of a block have to say alike. Each rule takes the Korean and the English block, and says what differs.

A block that rightly differs stands in agreement.toml, by page, with a phrase of its English text, the rule and the reason:

    [claims]
    "in each output channel" = "order: Korean names the output first"
"""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import alignment
import denials
import names
import numerals
import opposites

CODE = re.compile(r"`+([^`\n]+)`+")
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.S)


def number_fault(korean, english):
    only = numerals.disagreements(korean, english)
    if any(only):
        ours, theirs = (
            ", ".join(str(float(n)).removesuffix(".0") for n in sorted(values)) or "none" for values in only
        )
        return f"numbers that only the Korean says: {ours}; only the English: {theirs}"
    return None


def _compact(pattern, text):
    return [re.sub(r"\s", "", match) for match in pattern.findall(text)]


def code_fault(korean, english):
    """Code stands in both as often, and formulas of more than a letter stand in both."""
    ours, theirs = (Counter(_compact(CODE, block.text)) for block in (korean, english))
    if ours != theirs:
        only = ", ".join(sorted((ours - theirs) | (theirs - ours)))
        return f"stands oftener in one language: {only}; say it as often in the other"
    ours, theirs = ({*_compact(FORMULA, block.text)} for block in (korean, english))
    if only := {text for text in ours ^ theirs if not re.fullmatch(r"\$?\w+\$?", text)}:
        return "stands in one language only: " + ", ".join(sorted(only))
    return None


def opposite_fault(korean, english, excused=()):
    found = list(opposites.contradictions(korean.text, english.text, excused))
    return f"the English says {found[0][0]!r}, the Korean {found[0][1]!r}: mend the one" if found else None


def order_fault(korean, english, excused=()):
    found = list(opposites.exchanges(korean.text, english.text, excused))
    return (
        f"the English says {found[0][0]!r}, the Korean {found[0][1]!r}: one order in both" if found else None
    )


def name_fault(korean, english):
    texts = [alignment.seen(block.text) for block in (korean, english)]
    found = list(names.unnamed(*texts)) if texts[0] != texts[1] else []
    return f"{'; '.join(found)}: name it there, too" if found else None


def denial_fault(korean, english):
    """Asked of the whole block where the languages have not as many sentences: "No:" is one of them in Korean."""
    texts = [alignment.seen(block.text) for block in (korean, english)]
    if texts[0] == texts[1] or english.kind == numerals.REASON:
        return None  # a message in the framework's own words; a part of a sentence
    pairs = alignment.pairs(korean.text, english.text) or [texts]
    for one, other in pairs:
        if language := denials.denied(one, other):
            said = " ".join((other if language == "English" else one).split())
            return f"only the {language} says no: {said!r}; deny it in both"
    return None


RULES = {
    "number": number_fault,
    "code": code_fault,
    "opposite": opposite_fault,
    "order": order_fault,
    "name": name_fault,
    "denial": denial_fault,
}
OF_SENTENCES = ("opposite", "order")


def faults(page, korean, english):
    """What the rules say of a statement of a page, as (rule, what differs); not what agreement.toml gives a reason for.

    An opposite or an order is excused in the sentence that has the phrase, else the rule in the block.
    """
    found = []
    for rule, fault in RULES.items():
        excused = [phrase for phrase, name, _ in exceptions(page) if name == rule and phrase in english.text]
        if excused and rule not in OF_SENTENCES:
            continue
        if said := fault(korean, english, *([excused] if excused else [])):
            found.append((rule, said))
    return found


def exceptions(page):
    """(phrase of the English page, rule, reason) of each statement that rightly differs."""
    return [(phrase, *said.split(": ", 1)) for phrase, said in _table().get(page, {}).items()]


@cache
def _table():
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
