"""The words in a drawing in the page's language: a figure is drawn once, with the field's English terms.

A term stands alone, or before what belongs to no language: `input`, `input 2`, `sum = 10`, `max (0, 53)`. What is code
(`input[..., 0]`, `output_padding=1`) stays, and so does what a caption calls by its English name.
"""

import re

KOREAN = {
    "average": "평균",
    "batch": "배치",
    "black": "검정",
    "border": "테두리",
    "canvas": "캔버스",
    "convolution": "합성곱",
    "correlation": "상관",
    "cross-correlation": "교차상관",
    "difference": "차이",
    "digit": "숫자",
    "distance": "거리",
    "feature map": "특징 맵",
    "flipped": "뒤집은 커널",
    "flipped kernel": "뒤집은 커널",
    "input": "입력",
    "kernel": "커널",
    "max": "최댓값",
    "output": "출력",
    "overlap": "겹침",
    "padded": "0을 두른 것",
    "photograph": "사진",
    "pooled": "풀링한 맵",
    "products": "곱",
    "result": "결과",
    "share": "비율",
    "stamps": "스탬프",
    "sum": "합",
    "time step": "시각",
    "weights": "가중치",
    "white": "흰색",
}
LABELS = {"ko": KOREAN, "en": {}}


def translated(svg: str, language: str) -> str:
    """A drawing, as SVG without title and description, with its words in this language."""
    words = LABELS[language]
    if not words:
        return svg
    longest_first = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    label = re.compile(rf"(<t(?:ext|span)\b[^>]*>)({longest_first})(?=\s*<|,|:| \d| =| \()")
    return label.sub(lambda match: match[1] + words[match[2]], svg)
