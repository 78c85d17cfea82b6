"""A drawn figure as one record, from the worker that draws to the page that shows it."""

import html
import re
from dataclasses import dataclass, field, replace

from sitebuild.figures import words

PICTURE = re.compile(r'(?<=href=")picture:([\w.]+)(?=")')


@dataclass(frozen=True)
class Figure:
    """`svg`: the drawing without title and description, its photographs as `picture:<name>`.

    `drawn`: name → array as nested lists, None where masked; a large one as its shape and range.
    `pictures`: name → WebP in Base64. `places`: name of a grid → x, y of its corner and side of a cell, in cells of the
    drawing, and its shape.
    """

    svg: str
    drawn: dict
    pictures: dict[str, str]
    places: dict = field(default_factory=dict)

    def alone(self):
        """The SVG as a file of its own."""
        return PICTURE.sub(lambda match: f"data:image/webp;base64,{self.pictures[match[1]]}", self.svg)

    def size(self):
        """(width, height) in CSS pixels."""
        return tuple(float(re.search(rf'\b{side}="([\d.]+)', self.svg)[1]) for side in ("width", "height"))

    def in_language(self, language):
        """The same drawing with its words in this language."""
        return replace(self, svg=words.translated(self.svg, language))

    def inline(self, anchor, caption, language, address):
        """The SVG as it stands in a page: with title and description in its language, and ids that are unique there.

        `caption` is HTML; `address(name, picture)` is where the page finds a photograph. ValueError for an array
        that no word is known for.
        """
        texts = {"title": words.first_sentence(caption), "desc": words.describe(self.drawn, language)}
        texts = {tag: text for tag, text in texts.items() if text}
        elements = "".join(f'<{tag} id="{tag}">{html.escape(text)}</{tag}>' for tag, text in texts.items())
        start = self.svg.index(">") + 1
        svg = self.svg[:start] + elements + self.svg[start:]
        svg = re.sub(r'(\sid="|href="#|url\(#)', rf"\g<1>{anchor}-", svg)
        svg = PICTURE.sub(lambda match: address(match[1], self.pictures[match[1]]), svg)
        named = " ".join(f"{anchor}-{tag}" for tag in texts)
        return svg.replace("<svg ", f'<svg role="img" aria-labelledby="{named}" data-search-exclude ', 1)
