"""Opposites in both languages: where one language says a thing and the other only its opposite, one of them is wrong."""

import re
from typing import NamedTuple


class Side(NamedTuple):
    """How a thing is said, as patterns; `always`: where one language names it, the other does, too."""

    english: str
    korean: str
    always: bool = False


# what a reader does not see (addresses, tags, attributes), and what test_languages.py compares (code, formulas)
UNSEEN = re.compile(r"(?s:\$\$.+?\$\$)|\$[^$\n]+\$|(?<=\])\([^()\s]*\)|<[^<>]*>|\{[^{}]*\}|`+[^`\n]+`+")
SENTENCE_END = re.compile(r"(?<=[.?!])[)*\"”\]]*\s+")
# as axes of a kernel have them: (k, k, in, out)
IN = r"\bin(?= ·|, out\b|\)| / groups)|(?<=\bout, )in\b"
OUT = r"\bout(?=, in\b|\))|(?<=\bin, )out\b"
BOTH_SIDES = r"\bhalf of them on each side\b|\bboth sides alike\b"
ALWAYS_NAMED = [
    (
        Side(r"(?-i:VALID)|\"valid\"", r"(?-i:VALID)|\"valid\""),
        Side(r"(?-i:SAME)|\"same\"", r"(?-i:SAME)|\"same\""),
    ),
    (Side(r"\bKeras\b", r"Keras"), Side(r"\bPyTorch\b", r"PyTorch")),
    (Side(r"\bheight\b", r"높이(?! 남|인)"), Side(r"\b(?<!full-)width\b", r"너비")),
    (Side(r"\bencoders?\b", r"(?<!오토)인코더"), Side(r"\bdecoders?\b", r"디코더")),
    (Side(r"\bblue\b", r"파란|파랑|푸른"), Side(r"\borange\b", r"주황")),
    (Side(r"\byellow\b", r"노란|노랑"), Side(r"\bgreen\b", r"초록|녹색")),
    (Side(r"\bred\b", r"붉은|빨간|빨강"), Side(r"\bblue\b", r"파란|파랑|푸른")),
    (
        Side(
            r"\bthe left\b(?! over)|(?:\b(?:the|upper|lower|from|moves|drawn|and) \**|[(!]\[?)left\b(?! over)"
            r"|\bleft,? (?:to |and |or )?right\b",
            r"왼쪽|좌우",
        ),
        Side(
            r"\b(?:the|whole|upper|lower|from|moves?|to|and|or|left,|cell) right\b(?! (?:answer|size|word|choice|way|value))",
            r"오른쪽|좌우",
        ),
    ),
    (
        Side(rf"\binputs?\b|{IN}", rf"입력|{IN}"),
        Side(rf"\boutputs?\b|{OUT}", rf"출력(?![한된])|output\[|{OUT}"),
    ),
    (
        Side(r"\bodd\b", r"홀수"),
        Side(
            r"\bby even\b|\bof even (?!brightness)|\bis even, as\b|\ban even one\b"
            r"|\beven (?:number|kernels?|cells?|rows?|output|ones)\b",
            r"짝수",
        ),
    ),
    (
        Side(r"\bmaxim(?:um|a)\b|\bmax\b(?! ?\()|\blargest\b", r"최댓값|최대|가장 큰|가장 크다"),
        Side(
            r"\baverag\w*|\b(?:the|its|their|a|short|long|running) means?\b|\bmean image\b|running statistics",
            r"평균",
        ),
    ),
    (
        Side(r"\bround(?:s|ed)? up\b|⌈", r"(?<!반)올림|올린 절반|나누어 올린|⌈"),
        Side(r"\bround(?:s|ed|ing)? down\b|⌊", r"내림|⌊"),
    ),
    (
        Side(r"\bdark\w*", r"어둡|어두|어둠"),
        Side(r"\bbright(?!ness)\w*", r"밝(?![히혀힌기])|[을이] 밝히면"),
    ),
]
# the words of a shape, as (batch, row, column, channel) has them: their order is what is said
AXES = [
    Side(r"batch", r"배치"),
    Side(r"in(?:put)?(?: channels?)?", r"(?:입력|in)(?: 채널)?"),
    Side(r"out(?:put)?(?: channels?)?", r"(?:출력|out)(?: 채널)?"),
    Side(r"rows?", r"행"),
    Side(r"columns?", r"열"),
    Side(r"channels?", r"채널"),
    Side(r"height", r"높이"),
    Side(r"width", r"너비"),
    Side(r"k", r"k"),
]
OPPOSITES = [
    *(tuple(side._replace(always=True) for side in pair) for pair in ALWAYS_NAMED),
    (
        Side(r"larger|largest|greater|bigger", r"큰|크[다고면게지니거]|커[진지졌]|클(?:수록| 때)|커야"),
        Side(r"(?<!made )smaller|smallest|\bleast value", r"작[다아으게고지을]|작은(?! 조각)|거리가 가깝"),
    ),
    (
        Side(r"\bmore\b|\bso many\b", r"많"),
        Side(r"\bfewer\b|\bless\b", r"더 적[고다]|더 적은 (?!것)|적게|덜"),
    ),
    (
        Side(
            rf"\bstart\b|\bbeginning\b|(?<!\bas )\bbefore\b|\bfront\b|\bfirst half\b|\bboth ends\b|{BOTH_SIDES}",
            r"처음(?! [두세네])|앞(?! 층)|시작(?!하[고지면여]|한)|(?<=밀기 )전|전에|양 끝(?!을 한|에 늘|의 한|에 맞)|출발",
        ),
        Side(
            rf"\bends?\b|\bafter\b|\bbehind\b(?! one)|\blater step|\bsecond half\b|{BOTH_SIDES}",
            r"(?<!에서 )끝(?!이다\.)|뒤(?!집)|나중|그다음에 넣",
        ),
    ),
    (
        Side(r"\bupper\b|\btop\b|\babove\b", r"위[쪽의는]|위에(?!서 옮)|맨 위|위,|위 (?:수|줄|문장)"),
        Side(r"\blower\b|\bbottom\b|\bbelow\b|\bfoot\b", r"아래|밑"),
    ),
    (
        Side(r"\brows?\b|\bLine(?= +,)", r"(?<![가-힣])행(?!렬)"),
        Side(
            r"(?<!\*\*)\bcolumns?\b",
            r"(?<![가-힣])열(?=[은이을의과도에마까로만,()\]/:\"]| +[에로,.\[]|인 | 하나)(?!에 (?:여덟|하나))",
            always=True,
        ),
    ),
    (
        Side(
            r"\bpads?\b|\bpadded\b|\bappend\w*|\badds nothing|\badded zeros|\bnothing is added|\bzeros are put",
            r"덧[대댄댔]|(?<!이어 )붙[이인여지]",
        ),
        Side(
            r"\bcut(?:s|ting)?\b|\bcrop(?:s|ped|ping)?\b",
            r"(?<![가-힣])(?:자[르른를]|잘[라려린리]|오려|오린)",
            always=True,
        ),
    ),
    (Side(r"\balways\b", r"언제나|늘|항상"), Side(r"\bnever\b", r"결코|절대|한 번도")),
    (
        Side(r"\bgrows?\b|\brises?\b|\benlarge\w*", r"커[진지졌]|늘[어고면려]|키[우운워]|(?<!모)자란"),
        Side(r"\bshrinks?\b|\bfalls?\b|\bshrunk\b|\bhalved\b|\bsqueeze\w*", r"(?<!한 )줄[어고면이인였]|작아"),
    ),
    (Side(r"\bnarrow\w*", r"좁"), Side(r"\bwide[rns]", r"넓(?!이)")),
    (
        Side(
            r"\bfirst\b|\bbeginning\b|\bstart of the canvas\b",
            r"첫|처음|먼저|1번째|앞의 (?:[두세네]|넷|여섯)|맨 앞|앞 층",
        ),
        Side(r"\blast\b|\bends?\b", r"마지막|끝|뒤의 (?:[두세네]|여섯)|맨 뒤"),
    ),
]


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
        for sentences in _alike(korean, english):
            said, there = _named(pair, *sentences)
            sides, oftener = (_sides(said), _sides(there)), (_oftener(said), _oftener(there))
            of_both = sides == (2, 2) and abs(oftener[0] - oftener[1]) > 1
            if of_both or oftener[0] * oftener[1] < 0 or sorted(sides) == [1, 2]:
                yield _words(said), _words(there)


def seen(text):
    """The text without what a reader does not see, as long as before."""
    return UNSEEN.sub(lambda match: " " * len(match[0]), text)


def _alike(korean, english):
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
