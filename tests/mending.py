"""Linked results in prose, mended after the example that they link to: [4](#same) becomes [5](#same) where it now gives 5.

Words stay as they are: they are for whoever reads the list of what was mended.
"""

import re

import statements

from sitebuild.pages.page import Page

NUMBER = re.compile(r"(?<![\w=.])-?\d+(?:\.\d+)?")


def mended(before: Page, after: Page) -> tuple[str, list[str]]:
    """The text of `after`, a page whose outputs were renewed, with its links mended, and what was mended, a line for each.

    `before` is the page as it was. An example that now gives more or fewer numbers than it did is left to its author.
    """
    text, lines = after.text, []
    links = [link for link in statements.LINK.finditer(after.prose) if not link[2]]
    changes = {}
    for anchor in {link[3] for link in links}:
        old, new = (_numbers(page, anchor) for page in (before, after))
        if old != new and len(old) == len(new):
            changes[anchor] = old, new
    for link in reversed(links):
        if link[3] in changes:
            said = _renewed(link[1], *changes[link[3]], links, link)
            if said != link[1]:
                text = text[: link.start(1)] + said + text[link.end(1) :]
                lines.append(f"{after.line_at(link.start())}: {link[1]} → {said}, linked to #{link[3]}")
    return text, lines[::-1]


def _numbers(page, anchor):
    fence = page.fence_after(anchor)
    return NUMBER.findall(statements.output_of(fence)) if fence else []


def _renewed(text, old, new, links, link):
    """The text of a link with the numbers that now stand where its own stood."""
    if not (statements.PLAIN.fullmatch(text) or statements.stated(text)):
        return text
    earlier = [
        n
        for other in links
        if other[3] == link[3] and other.start() < link.start()
        for n in NUMBER.findall(other[1])
    ]
    said = re.findall(r"-?\d+(?:\.\d+)?", text)
    places = _places([*earlier, *said], old)[len(earlier) :] or _places(said, old)
    renewed = iter([new[place] for place in places] if places else said)
    return re.sub(r"-?\d+(?:\.\d+)?", lambda match: next(renewed), text)


def _places(said, output):
    """Where in an output numbers stand that are said in its order; nowhere where they do not."""
    found = []
    for number in said:
        start = found[-1] + 1 if found else 0
        place = next((i for i in range(start, len(output)) if float(output[i]) == float(number)), None)
        if place is None:
            return []
        found.append(place)
    return found
