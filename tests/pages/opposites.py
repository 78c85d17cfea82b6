"""Opposites in both languages: where one language says a thing and the other only its opposite, one of them is wrong."""

import re
from itertools import groupby

import denials
from pairs import AXES, OPPOSITES, RELATED

# what a reader does not see (addresses, tags, attributes), and what test_languages.py compares (code, formulas)
UNSEEN = re.compile(r"(?s:\$\$.+?\$\$)|\$[^$\n]+\$|(?<=\])\([^()\s]*\)|<[^<>]*>|\{[^{}]*\}|`+[^`\n]+`+")
SENTENCE_END = re.compile(r"(?<=[.?!])[)*\"”\]]*\s+")


def contradictions(korean, english):
    """(what the English text says, what the Korean says) where one names a thing and the other its opposite only.

    So it is, too, where one names a thing oftener than its opposite and the other less often, or both name both and
    one of them twice more of the one; and where one names both and the other one of them. That is asked of each
    sentence, where the languages have as many; what is always named is named in both blocks. A shape that is written
    in words, (height, width, channels), has its axes in one order.
    """
    korean, english = seen(korean), seen(english)
    if korean == english:
        return  # a message in the framework's own words
    said, there = _shapes(english, "english"), _shapes(korean, "korean")
    if said != there:
        yield " and ".join(said) or "no shape", " and ".join(there) or "no shape"
    for pair in OPPOSITES:
        said, there = _named(pair, korean, english)
        if any(side.always and bool(a) != bool(b) for side, a, b in zip(pair, said, there, strict=True)):
            yield _words(said), _words(there)
    for sentences in alike(korean, english):
        for pair in OPPOSITES:
            said, there = _named(pair, *sentences)
            sides, oftener = (_sides(said), _sides(there)), (_oftener(said), _oftener(there))
            of_both = sides == (2, 2) and abs(oftener[0] - oftener[1]) > 1
            if of_both or oftener[0] * oftener[1] < 0 or sorted(sides) == [1, 2]:
                yield _words(said), _words(there)
        for pair in RELATED:
            said, there = _named(pair, *sentences)
            one_side = (_sides(said), _sides(there)) == (1, 1) and _oftener(said) * _oftener(there) < 0
            if one_side and denies(sentences[1], "english") == denies(sentences[0], "korean"):
                yield _words(said), _words(there)


def exchanges(korean, english):
    """(the English order, the Korean order) where both name both sides of a pair as often, in another order."""
    korean, english = seen(korean), seen(english)
    if korean == english:
        return
    for sentences in alike(korean, english):
        for pair in (*OPPOSITES, *RELATED):
            said, there = (
                _order([getattr(side, language) for side in pair], text)
                for language, text in zip(("english", "korean"), reversed(sentences), strict=True)
            )
            places = [[place for place, _ in order] for order in (said, there)]
            if len(said) == len(there) > 1 and places[0] != places[1]:
                yield tuple(" … ".join(word for _, word in order) for order in (said, there))


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


def seen(text):
    """The text without what a reader does not see, as long as before."""
    return UNSEEN.sub(lambda match: " " * len(match[0]), text)


def alike(korean, english):
    """(Korean, English) sentences; the whole texts where the languages do not have as many."""
    sentences = [[s for s in SENTENCE_END.split(text) if s.strip()] for text in (korean, english)]
    return zip(*sentences, strict=True) if len({*map(len, sentences)}) == 1 else [(korean, english)]


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


def _found(pattern, text):
    return [match[0] for match in re.finditer(pattern, text, re.I)]
