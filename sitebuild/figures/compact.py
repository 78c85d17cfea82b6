"""The same drawing in half the bytes: short paths, and what neighbours have in common said once."""

import re
from itertools import groupby

TOKEN = re.compile(r"[A-Za-z]|-?[\d.]+")
ARGUMENTS = {"M": 2, "L": 2, "Q": 4, "C": 6, "z": 0}  # of the commands that Matplotlib writes
OWN = {"d", "x", "y", "id", "transform"}  # what an element does not share with its neighbours
UNIT = 100  # steps of a coordinate in a point


def unclip(svg, tag):
    """Drop, from what Matplotlib wrote, clips that are the whole view: what leaves it is not seen anyway."""
    view = [float(length) for length in svg.get("viewBox").split()]
    for parent in list(svg.iter(tag("defs"))):
        for clip in list(parent.iter(tag("clipPath"))):
            if [float(clip[0].get(name, 0)) for name in ("x", "y", "width", "height")] == view:
                parent.remove(clip)
    left = {f"url(#{clip.get('id')})" for clip in svg.iter(tag("clipPath"))}
    for element in svg.iter():
        if element.get("clip-path") not in left:
            element.attrib.pop("clip-path", None)


def compact(svg, tag):
    """Shorten the drawing in the element `svg`, whose elements are called `tag(name)`."""
    for path in svg.iter(tag("path")):
        if "stroke" not in path.attrib and "opacity" in path.attrib:
            path.set("fill-opacity", path.attrib.pop("opacity"))  # the same here, and a group hands it down
    seen = [child for child in svg if child.get("fill") != "none" or "stroke" in child.attrib]
    svg[:] = []
    for (name, common), neighbours in groupby(seen, lambda child: (child.tag, _shared(child))):
        run, common = list(neighbours), dict(common)
        alike = name in (tag("path"), tag("text")) and "opacity" not in common
        svg.extend(_joined(run, tag, common) if alike else run)
    for path in svg.iter(tag("path")):
        path.set("d", short(path.get("d")))


def short(d: str) -> str:
    """A path's data as steps from point to point, in hundredths of a point at the finest."""
    tokens = iter(TOKEN.findall(d))
    words: list[str] = []
    here = start = (0, 0)
    for command in tokens:
        places = [round(UNIT * float(next(tokens))) for _ in range(ARGUMENTS[command])]
        steps = [place - here[i % 2] for i, place in enumerate(places)]
        if command == "z" and here == start and words[-1][0] in "hvl":
            words.pop()  # z draws that line
        here = (places[-2], places[-1]) if places else start
        if command == "M":
            words.append("m" + _numbers(steps) if words else "M" + _numbers(places))
            start = here
        elif command == "L" and 0 in steps:
            words.append("v" + _numbers(steps[1:]) if steps[0] == 0 else "h" + _numbers(steps[:1]))
        else:
            words.append(command.lower() + _numbers(steps))
    return "".join(words)


def _numbers(values):
    """Apart only where they must be: 3.96 -18 is 3.96-18, and 0.5 is .5."""
    words = [f"{value / UNIT:.2f}".rstrip("0").rstrip(".") for value in values]
    return " ".join(re.sub(r"^(-?)0\.", r"\1.", word) for word in words).replace(" -", "-")


def _shared(element):
    return tuple((key, value) for key, value in element.attrib.items() if key not in OWN)


def _joined(run, tag, common):
    """Neighbours that look the same: outlines in one path, others in a group that says how they look."""
    if len(run) == 1:
        return run
    if common.get("fill") == "none":
        run[0].set("d", " ".join(path.get("d") for path in run))
        return run[:1]
    group = run[0].makeelement(tag("g"), common)
    for element in run:
        element.attrib = {key: value for key, value in element.attrib.items() if key in OWN}
    group.extend(run)
    return [group]
