"""At its first use in a section a term leads to its entry in the glossary, and shows the meaning on the way."""

from xml.etree.ElementTree import Element

from sitebuild.prose.glossary import finder
from sitebuild.prose.walker import Piece, split

SECTIONS = {"h1", "h2"}
# what is no running prose; a link in a summary would open a page instead of the answer
SKIPPED = {"a", "abbr", "button", "code", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label"}
SKIPPED |= {"math", "pre", "script", "style", "summary", "svg"}
SKIPPED_CLASSES = frozenset({"admonition-title", "arithmatex", "figure-error", "quoted", "verdict"})


class Terms:
    """The terms of a glossary, whose Markdown is `text`, on their way through one page; `link` leads to the glossary."""

    def __init__(self, text: str, link: str):
        self.pattern, self.terms = finder(text)
        self.link = link
        self.seen: set[str] = set()  # ids, in this section

    def are_defined_in(self, root: Element) -> bool:
        """Whether the page is the glossary itself."""
        ids = {term.id for term in self.terms}
        return any(entry.get("id") in ids for entry in root.iter("dt"))

    def meet(self, element: Element) -> None:
        """Each element is met once, in order: a section begins, or the page's author has marked a term."""
        if element.tag in SECTIONS:
            self.seen.clear()
        if element.get("class") == "term" and (address := element.get("href")):
            self.seen.add(address.partition("#")[2])

    def marked(self, piece: Piece) -> list[str | Element]:
        """The piece's text, with links in the place of terms that are new in this section."""
        if not self.terms or piece.stands_in(SKIPPED, SKIPPED_CLASSES):
            return [piece.text]
        return split([piece.text], self.pattern, self._link)

    def _link(self, match):
        term = self.terms[match.lastindex - 1]
        if term.id in self.seen:
            return None
        self.seen.add(term.id)
        link = Element("a", {"class": "term", "href": f"{self.link}#{term.id}", "title": term.title})
        link.text = match[0]
        return link
