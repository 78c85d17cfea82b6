"""The text of a page's element tree, piece by piece, and elements put into it."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element


class Around(NamedTuple):
    """The elements that a text stands in, with all their tags and classes."""

    elements: tuple[Element, ...] = ()  # outermost first
    tags: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()

    def within(self, element: Element) -> "Around":
        classes = element.get("class", "").split()
        return Around((*self.elements, element), self.tags | {element.tag}, self.classes.union(classes))


OUTSIDE = Around()


class Piece(NamedTuple):
    """The text at the beginning of `owner`, or else directly after it."""

    owner: Element
    is_tail: bool
    around: Around

    @property
    def text(self) -> str:
        return (self.owner.tail if self.is_tail else self.owner.text) or ""

    def stands_in(self, tags: set[str], classes: frozenset[str] = frozenset()) -> bool:
        """Whether one of the elements around it has such a tag or class."""
        return not (self.around.tags.isdisjoint(tags) and self.around.classes.isdisjoint(classes))

    def replace(self, parts: list[str | Element]) -> None:
        """Put text and elements, the first of them text, in its place."""
        parent = self.around.elements[-1]
        last, at = self.owner, list(parent).index(self.owner) + 1 if self.is_tail else 0
        for number, part in enumerate(parts):
            if isinstance(part, Element):
                parent.insert(at, part)
                last, at = part, at + 1
            elif number == 0 and not self.is_tail:
                self.owner.text = part
            else:
                last.tail = part


def pieces(element: Element, around: Around = OUTSIDE) -> Iterator[Piece]:
    """Each piece in the order of reading, empty ones too: every element is met by its first."""
    within = around.within(element)
    yield Piece(element, False, within)
    for child in list(element):
        if isinstance(child.tag, str):  # no comment
            yield from pieces(child, within)
        yield Piece(child, True, within)


def split(parts: list[str | Element], pattern, make) -> list[str | Element]:
    """The parts with each match of the pattern in their texts replaced by what `make(match)` gives: an element, parts or None."""
    found: list[str | Element] = []
    for part in parts:
        if isinstance(part, Element):
            found.append(part)
            continue
        end = 0
        for match in pattern.finditer(part):
            if (made := make(match)) is not None:
                found += [part[end : match.start()], *(made if isinstance(made, list) else [made])]
                end = match.end()
        found.append(part[end:])
    return found
