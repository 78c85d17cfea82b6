"""Opposites in both languages: where one language says a thing and the other only its opposite, one of them is wrong."""

import re
from functools import lru_cache
from itertools import groupby

import denials
from alignment import alike, seen
from pairs import AXES, LOOSE, OPPOSITES, RELATED


def contradictions(korean, english, excused=()):
    """(what the English text says, what the Korean says) where one names a thing and the other its opposite only.

    So it is, too, where one names a thing oftener than its opposite and the other less often, or both name both and
    one of them twice more of the one; and where one names both and the other one of them. That is asked of the
    sentences that say the same (alignment.py) without one of the excused phrases; what is always named is named in
    both blocks. A shape that is written in words, (height, width, channels), has its axes in one order.
    """
    if seen(korean) == seen(english):
        return  # a message in the framework's own words
    if not excused:
        yield from _of_the_block(seen(korean), seen(english))
    for sentences in _asked(korean, english, excused):
        for pair in OPPOSITES:
            said, there = _named(pair, sentences.korean, sentences.english)
            sides, oftener = (_sides(said), _sides(there)), (_oftener(said), _oftener(there))
            exchanged = max(sides) == 2 and min(sides) and abs(oftener[0] - oftener[1]) > 1
            if exchanged or oftener[0] * oftener[1] < 0 or sorted(sides) == [1, 2]:
                yield _words(said), _words(there)
        for pair in RELATED:
            said, there = _named(pair, sentences.korean, sentences.english)
            sides, oftener = (_sides(said), _sides(there)), (_oftener(said), _oftener(there))
            exchanged = max(sides) == 2 and min(sides) and abs(oftener[0] - oftener[1]) > 1
            if exchanged or (sorted(sides) == [1, 2] and pair not in LOOSE):
                yield _words(said), _words(there)
            one_side = sides == (1, 1) and oftener[0] * oftener[1] < 0
            if one_side and denies(sentences.english, "english") == denies(sentences.korean, "korean"):
                yield _words(said), _words(there)


def _of_the_block(korean, english):
    said, there = _shapes(english, "english"), _shapes(korean, "korean")
    if said != there:
        yield " and ".join(said) or "no shape", " and ".join(there) or "no shape"
    for pair in OPPOSITES:
        said, there = _named(pair, korean, english)
        if any(side.always and bool(a) != bool(b) for side, a, b in zip(pair, said, there, strict=True)):
            yield _words(said), _words(there)


def exchanges(korean, english, excused=()):
    """(the English order, the Korean order) where both name both sides of a pair as often, in another order."""
    if seen(korean) == seen(english):
        return
    for sentences in _asked(korean, english, excused):
        for pair in (*OPPOSITES, *RELATED):
            said, there = (
                _order(tuple(getattr(side, language) for side in pair), getattr(sentences, language))
                for language in ("english", "korean")
            )
            places = [[place for place, _ in order] for order in (said, there)]
            if len(said) == len(there) > 1 and places[0] != places[1]:
                yield tuple(" … ".join(word for _, word in order) for order in (said, there))


def _asked(korean, english, excused):
    """The sentences that say the same, without those that have an excused phrase."""
    return [s for s in alike(korean, english) if not any(phrase in s.written for phrase in excused)]


@lru_cache(maxsize=1 << 16)
def _order(patterns, text):
    """(side, its word) in the order of the text; what is named again before its opposite counts once."""
    found = sorted(
        (match.start(), side, match[0])
        for side, pattern in enumerate(patterns)
        for match in re.finditer(pattern, text, re.I)
    )
    return [(side, next(group)[2]) for side, group in groupby(found, key=lambda item: item[1])]


def denies(text, language):
    """Whether a text says no to something: not equal is different."""
    return bool(re.search(denials.NO[language], text, re.I))


def _shapes(text, language):
    """The shapes in brackets or cells of a table that are written in words, with the English names of the axes."""
    names = {getattr(axis, language): axis.english for axis in AXES}
    name = rf"(?:{'|'.join(names)})(?![\w-])"
    return [
        ", ".join(
            next(english for pattern, english in names.items() if re.fullmatch(pattern, word, re.I))
            for word in re.findall(name, shape[0], re.I)
        )
        for shape in re.finditer(rf"[(|] *{name}(?:, {name})+", text, re.I)
    ]


def _named(pair, korean, english):
    """The words of either side of the pair that the English text says, and those that the Korean says."""
    return [_found(side.english, english) for side in pair], [_found(side.korean, korean) for side in pair]


def _sides(found):
    return sum(map(bool, found))


def _oftener(found):
    """By how much oftener the one of a pair is named than the other."""
    return len(found[0]) - len(found[1])


def _words(found):
    return " and ".join(words[0] for words in found if words) or "none of them"


@lru_cache(maxsize=1 << 16)  # of two texts that differ in a word the other sentences are asked once
def _found(pattern, text):
    return [match[0] for match in re.finditer(pattern, text, re.I)]
