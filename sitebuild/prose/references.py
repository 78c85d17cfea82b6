"""Links to a section, a figure or a term of the same page look like those to other pages; a stated result leads more quietly."""

from xml.etree.ElementTree import Element

LED_TO = {"figure", "dt", *(f"h{level}" for level in range(1, 7))}
CLASS = "section"


def mark(root: Element) -> None:
    """Give each plain link to one of them in the tree a class; what lights cells of a figure keeps its own look."""
    sections = {f"#{element.get('id')}" for element in root.iter() if element.tag in LED_TO}
    for link in root.iter("a"):
        if link.get("href") in sections and not link.get("class") and "lights" not in link.attrib:
            link.set("class", CLASS)
