"""The words in a drawing in the page's language: a figure is drawn once, with the field's English terms.

A term stands alone, or before what belongs to no language: `input`, `input 2`, `sum = 10`, `max (0, 53)`,
`row ↓`, `2 × kernel`. What is code
(`input[..., 0]`, `output_padding=1`) stays, and so does what a caption calls by its English name.
"""

import re
from collections.abc import Iterable

from sitebuild.figures.words import KOREAN

LABELS = {"ko": KOREAN, "en": {}}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, of which the longer is tried first: `feature map` before `feature`."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def translated(svg: str, language: str) -> str:
    """A drawing, as SVG without title and description, with its words in this language."""
    words = LABELS[language]
    if not words:
        return svg
    label = re.compile(
        rf"(<t(?:ext|span)\b[^>]*>(?:\d+ × |[A-Z], )?)({any_of(words)})(?=\s*<|,|:| \d| =| \(| [↓→↗])"
    )
    return label.sub(lambda match: match[1] + words[match[2]], svg)
