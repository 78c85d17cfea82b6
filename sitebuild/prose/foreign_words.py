"""Words of the other language say so, for a screen reader to pronounce them: 합성곱(convolution), overlap · 겹침."""

import re
from xml.etree.ElementTree import Element

from sitebuild.prose.walker import split

FOREIGN = {
    "ko": ("en", re.compile(r"(?<=\()[A-Za-z][A-Za-z -]+(?=\))|(?<= · )[A-Za-z][A-Za-z, -]+$")),
    "en": ("ko", re.compile(r"[가-힣](?:[가-힣, ]*[가-힣])?")),
}


def marked(parts: list[str | Element], language: str) -> list[str | Element]:
    """Parts of a text in this language with its foreign words in elements of their own."""
    other, words = FOREIGN[language]

    def element(match):
        span = Element("span", {"lang": other})
        span.text = match[0]
        return span

    return split(parts, words, element)
