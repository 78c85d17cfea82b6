"""Opposites in both languages: where one language says a thing and the other only its opposite, one of them is wrong."""

import re
from typing import NamedTuple


class Side(NamedTuple):
    """How a thing is said: patterns, and what stands in its place when a test exchanges it for its opposite."""

    english: str
    korean: str


# addresses, and tags with their attributes: what a reader does not see
UNSEEN = re.compile(r"(?<=\])\([^()\s]*\)|<[^<>]*>")
# pairs that both languages always name: what one of two sentences names, the other has to name, too
CONSTANT = [
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
]
OPPOSITES = [
    *CONSTANT,
    (
        Side(r"larger|largest|greater|bigger", r"큰|크[다고면게지니]|커[진지졌]|클수록|커야"),
        Side(r"smaller|smallest", r"작[은다아으게지을]"),
    ),
    (Side(r"\bmore\b", r"많"), Side(r"\bfewer\b|\bless\b", r"더 적[고다]|더 적은 (?!것)|적게|덜")),
    (Side(r"\bstart\b|\bbeginning\b", r"처음|앞[에을의이은]|시작"), Side(r"\bends?\b", r"끝|뒤[에의가를]")),
    (Side(r"\bbefore\b", r"앞|전에|먼저"), Side(r"\bafter\b|\bbehind\b", r"뒤|나중")),
    (Side(r"\bleft\b", r"왼쪽"), Side(r"\bright\b(?! away)", r"오른쪽")),
    (
        Side(r"\bupper\b|\btop\b|\babove\b", r"위[쪽의는에]|맨 위|위,"),
        Side(r"\blower\b|\bbottom\b|\bbelow\b", r"아래|밑"),
    ),
    (
        Side(r"\brows?\b|\bline\b", r"행(?!렬|[하해위동])"),
        Side(r"\bcolumns?\b", r"(?<![가-힣])열[은이을의과도에,]"),
    ),
    (Side(r"\binputs?\b", r"입력"), Side(r"\boutputs?\b", r"출력")),
    (Side(r"\bodd\b", r"홀수"), Side(r"\beven (?:number|kernel|cells?|rows?|output|ones)\b", r"짝수")),
    (Side(r"\bmaximum\b|\bmax\b|\blargest\b", r"최댓값|최대"), Side(r"\baverage\b|\bmean\b", r"평균")),
    (
        Side(r"\bpads?\b|\bpadded\b|\bappend", r"덧[대댄댔]|붙[이인여]"),
        Side(r"\bcuts?\b|\bcrop(?:s|ped)?\b", r"자르|자른|잘라|잘린"),
    ),
    (
        Side(r"\brounds? up\b|\\lceil|⌈", r"올[리림린]|\\lceil|⌈"),
        Side(r"\brounds? down\b|\\lfloor|⌊", r"내[리림린]|\\lfloor|⌊"),
    ),
    (Side(r"\balways\b", r"언제나|늘|항상"), Side(r"\bnever\b", r"결코|절대|한 번도")),
    (
        Side(r"\bgrows?\b|\brises?\b|\benlarge", r"커[진지졌]|늘[어고면]|키[우운워]|자란"),
        Side(r"\bshrinks?\b|\bfalls?\b|\bshrunk\b", r"줄[어고면이인]|작아"),
    ),
    (Side(r"\bdark\b", r"어둡|어두"), Side(r"\bbright", r"밝")),
    (Side(r"\bnarrow", r"좁"), Side(r"\bwide", r"넓")),
    (Side(r"\bfirst\b", r"첫|처음|먼저|1번째"), Side(r"\blast\b", r"마지막|맨 끝|끝")),
]


def contradictions(korean, english):
    """(what the English text says, what the Korean says) where one names a thing and the other its opposite only.

    Of a CONSTANT pair what one language names at all is named in the other.
    """
    korean, english = (UNSEEN.sub("", text) for text in (korean, english))
    for pair in OPPOSITES:
        said = [_found(side.english, english) for side in pair]
        there = [_found(side.korean, korean) for side in pair]
        if pair in CONSTANT and list(map(bool, said)) != list(map(bool, there)):
            yield _words(said), _words(there)
        for this, other in ((0, 1), (1, 0)):
            if said[this] and not said[other] and there[other] and not there[this]:
                yield said[this][0], there[other][0]


def _words(found):
    return " and ".join(match[0] for match in found if match) or "none of them"


def _found(pattern, text):
    return re.search(pattern, text, re.I)
