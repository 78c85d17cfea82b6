"""Matplotlib's SVG, made fit to stand inside a page: no style, one drawing for both colour schemes."""

import re
import xml.etree.ElementTree as ET

from sitebuild.figures.compact import compact, unclip
from sitebuild.figures.formulas import typeset
from sitebuild.figures.image import apart, shrink

SVG = "http://www.w3.org/2000/svg"
HREF = "{http://www.w3.org/1999/xlink}href"
REFERENCE = re.compile(r"#([\w-]+)")
DROPPED = {"metadata", "style"}
TEXT = {"text", "tspan"}
GEOMETRY = {"d", "x", "y", "width", "height"}
LONG = re.compile(r"-?\d+\.\d{3,}")
PX_PER_PT = 4 / 3

ET.register_namespace("", SVG)


def clean(text, palette, drawn):
    """The fields of a figures.record.Figure for the SVG `text`, which shows the arrays `drawn`.

    The drawing has presentation attributes only, palette colours (name → hex) also as classes; `width` and `height`
    become the intended size in CSS pixels.
    """
    root = ET.fromstring(text)
    width, height = (float(root.get(side).removesuffix("pt")) for side in ("width", "height"))
    wide = round(width * PX_PER_PT)
    names = {colour.lower(): name for name, colour in palette.items()}
    unclip(root, _name)
    _tidy(root, names)
    _drop_ids(root)
    compact(root, _name)
    root.attrib = {
        "viewBox": root.get("viewBox"),
        "width": f"{wide}",
        "height": f"{wide * height / width:.2f}",
        "stroke-linejoin": "round",
    }
    svg, pictures = apart(ET.tostring(root, encoding="unicode").replace(" />", "/>"))
    return {"svg": svg, "drawn": drawn, "pictures": pictures}


def _tidy(element, names):
    for declaration in element.attrib.pop("style", "").split(";"):
        name, _, value = declaration.partition(":")
        if name.strip():
            element.set(name.strip(), value.strip())
    element.attrib.pop("font-family", None)  # the page's style sheet decides
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]
    for name in GEOMETRY & set(element.attrib):
        value = " ".join(element.get(name).split())
        element.set(name, LONG.sub(lambda number: f"{float(number[0]):.2f}", value))
    if HREF in element.attrib:
        element.set("href", shrink(element.attrib.pop(HREF)))
    classes = [f"{kind}-{names[c]}" for kind in ("fill", "stroke") if (c := element.get(kind)) in names]
    if classes:
        element.set("class", " ".join(classes))
    if _tag(element) not in TEXT:
        element.text = None
        element[:] = [tidied for child in element for tidied in _tidy_child(child, names)]
    for child in element if _tag(element) in TEXT else ():
        _tidy(child, names)
    if _tag(element) == "text":
        typeset(element, _name("tspan"))


def _tidy_child(child, names):
    """What takes the child's place: nothing, itself, or what a group that says nothing holds."""
    if _tag(child) in DROPPED:
        return []
    _tidy(child, names)
    child.tail = None
    if _tag(child) == "defs" and not len(child):
        return []
    return list(child) if _tag(child) == "g" and not set(child.attrib) - {"id"} else [child]


def _drop_ids(root):
    """Matplotlib numbers every artist; only what something refers to needs an id."""
    asked = {name for e in root.iter() for value in e.attrib.values() for name in REFERENCE.findall(value)}
    for element in root.iter():
        if element.get("id") not in asked:
            element.attrib.pop("id", None)


def _name(tag):
    return f"{{{SVG}}}{tag}"


def _tag(element):
    return element.tag.rpartition("}")[2]
