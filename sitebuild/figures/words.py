"""The words of figures in the page's language, and what a figure says to those who do not see it: the drawn numbers."""

import html
import re
from collections.abc import Iterable

# Korean for every name that a snippet gives to a drawn array, and for the field's terms that stand in drawings (`translated`);
# what follows a comma in a name stays as it is
KOREAN = {
    "after": "민 뒤",
    "average": "평균",
    "batch": "배치",
    "before": "밀기 전",
    "bilinear": "이중 선형 보간",
    "black": "검정",
    "blocks": "블록",
    "blur": "흐리게",
    "border": "테두리",
    "C": "C",
    "canvas": "캔버스",
    "centres": "칸의 중심",
    "channel": "채널",
    "code": "부호",
    "column": "열",
    "connections": "연결",
    "convolution": "합성곱",
    "correlation": "상관",
    "cosine": "코사인",
    "cropped": "잘린 칸",
    "cross-correlation": "교차상관",
    "Cᵀ": "Cᵀ",
    "difference": "차이",
    "digit": "숫자",
    "distance": "거리",
    "embedding": "임베딩",
    "error": "오차",
    "feature": "특징",
    "feature map": "특징 맵",
    "fits": "맞는다",
    "fixed filter": "고정 필터",
    "flipped": "뒤집은 커널",
    "flipped kernel": "뒤집은 커널",
    "frame": "프레임",
    "gradient": "기울기",
    "hidden": "은닉층",
    "horizontal edges": "가로 윤곽",
    "identity": "그대로",
    "ids": "낱말 번호",
    "image": "이미지",
    "inner product": "내적",
    "input": "입력",
    "kernel": "커널",
    "learned filter": "학습한 필터",
    "long": "긴 평균",
    "loss": "손실",
    "max": "최댓값",
    "max pooling": "최대 풀링",
    "maximum": "최댓값",
    "nearest": "최근접 보간",
    "neither": "줄이지 않음",
    "no batch": "배치 없음",
    "no channels": "채널 없음",
    "one too many": "하나 많다",
    "outline": "윤곽",
    "output": "출력",
    "overlap": "겹친 횟수",
    "padded": "덧댄 입력",
    "patch": "조각",
    "pattern": "무늬",
    "patterns": "무늬",
    "photograph": "사진",
    "pooled": "풀링한 맵",
    "positions": "위치",
    "price": "가격",
    "printed": "인쇄된 값",
    "products": "곱",
    "reached": "닿은 칸",
    "rebuilt": "되살린 사진",
    "response": "응답",
    "result": "결과",
    "row": "행",
    "series": "시계열",
    "shape": "모양",
    "share": "비율",
    "sharpen": "또렷하게",
    "shift": "밀기",
    "short": "짧은 평균",
    "signal": "신호",
    "size": "크기",
    "stamp": "스탬프",
    "stamps": "스탬프",
    "sum": "합",
    "tent": "텐트 커널",
    "time step": "시각",
    "untrained filter": "학습하지 않은 필터",
    "upsampled": "키운 맵",
    "values": "값",
    "vertical edges": "세로 윤곽",
    "weights": "가중치",
    "white": "흰색",
    "word": "낱말",
}
RANGE = {"ko": "{shape}, {min}에서 {max}까지", "en": "{shape}, from {min} to {max}"}
TAG = re.compile(r"<(annotation)\b.*?</\1>|<[^>]*>", re.S)


def describe(drawn, language):
    """`input: 1 2 / 3 4. kernel: …`, a slash between rows; ValueError for an array of unknown name."""
    return " ".join(f"{_term(name, language)}: {_numbers(value, language)}." for name, value in drawn.items())


def first_sentence(caption):
    """The first sentence of a caption in HTML, as plain text."""
    text = " ".join(html.unescape(TAG.sub("", caption)).split())
    return re.split(r"(?<=[.!?。])\s", text, maxsplit=1)[0]


def _term(name, language):
    term, comma, rest = name.partition(",")
    word, number = re.fullmatch(r"(.*?)( \d+)?", term).groups(default="")
    if word not in KOREAN:
        raise ValueError(
            f"draws an array named {word!r}; add that name to KOREAN in sitebuild/figures/words.py"
        )
    return (KOREAN[word] if language == "ko" else word) + number + comma + rest


def _numbers(value, language):
    if isinstance(value, dict):
        shape = "×".join(map(str, value["shape"]))
        return RANGE[language].format(shape=shape, min=_number(value["min"]), max=_number(value["max"]))
    if not isinstance(value, list):
        return _number(value)
    depth, inner = 0, value
    while inner and isinstance(inner[0], list):
        depth, inner = depth + 1, inner[0]
    separator = f" {'/' * depth} " if depth else " "
    return separator.join(_numbers(item, language) for item in value)


def _number(value):
    return f"{value:.6g}" if isinstance(value, float) else str("·" if value is None else value)


LABELS = {"ko": KOREAN, "en": {}}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, of which the longer is tried first: `feature map` before `feature`."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def translated(svg: str, language: str) -> str:
    """A drawing, as SVG without title and description, with its words in this language; it is drawn once, in English.

    A term stands alone, or before what belongs to no language: `input 2`, `sum = 10`, `max (0, 53)`, `row ↓`, `2 × kernel`.
    What is code (`input[..., 0]`, `output_padding=1`) stays, and so does what a caption calls by its English name.
    """
    words = LABELS[language]
    if not words:
        return svg
    label = re.compile(
        rf"(<t(?:ext|span)\b[^>]*>(?:\d+ × |[A-Z], )?)({any_of(words)})(?=\s*<|,|:| \d| =| \(| [↓→↗])"
    )
    return label.sub(lambda match: match[1] + words[match[2]], svg)
