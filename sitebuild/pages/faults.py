"""What Markdown lets pass in silence: front matter that cannot be read, and an id that two places have."""

import re

import yaml
from mkdocs.utils.meta import META_RE, SafeLoader

from sitebuild.pages.includes import PageError
from sitebuild.pages.page import ANCHOR, blanked
from sitebuild.prose.glossary import ENTRY

FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*$", re.S | re.M)
INSTRUMENTS = {"explorer", "shapes"}  # each has a page of that name, whose front matter holds its words
WANTED = {"title": str, "description": str, "hide": list, "instruments": list}
CODE = re.compile(r"(`+)[^`\n]+\1")
FORMULA = re.compile(r"\\\$|\$\$.*?\$\$", re.S)  # on lines of its own; and a sign that is meant
PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*\n?)+")


def faults(page):
    """Each fault of the page, with file and line."""
    for line, message in [
        *_in_front_matter(page.text),
        *_in_ids(page),
        *_in_formulas(page),
        *_in_entries(page),
    ]:
        yield str(PageError(page.path, line, message))


def _in_front_matter(text):
    if not text.startswith("---"):
        if META_RE.match(text):  # with all lines of that form below it
            yield 1, "MkDocs takes `name: value` for front matter and leaves it out; begin with a heading"
        return
    if not (match := FRONT.match(text)):
        yield 1, "the front matter is never closed; write --- on a line of its own after it"
        return
    try:
        names = yaml.load(match["yaml"], SafeLoader)
    except yaml.MarkedYAMLError as error:
        yield error.problem_mark.line + 2, f"the front matter is no YAML: {error.problem}"
        return
    yield from _given_twice(match["yaml"])
    if not isinstance(names, dict):
        yield 2, "the front matter is no list of `name: value`"
        return
    for name, kind in WANTED.items():
        if not isinstance(names.get(name, kind()), kind):
            line = 1 + text[: re.search(rf"^{name}:", text, re.M).start()].count("\n")
            yield line, f"{name} is {names[name]!r}; it must be a {'text' if kind is str else 'list'}"
    for name, message in _not_of_the_theme(names):
        yield 1 + text[: re.search(rf"^{name}:", text, re.M).start()].count("\n"), message


def without_what_the_theme_lacks(meta: dict) -> dict:
    """The front matter as the theme's templates can use it: they raise for what is not there, and `serve` would end."""
    lacking = [name for name, _ in _not_of_the_theme(meta)]
    return {name: value for name, value in meta.items() if name not in lacking}


def _not_of_the_theme(names):
    """(key, message) of what the theme has no template for."""
    asked = names.get("instruments")
    unknown = [name for name in asked if name not in INSTRUMENTS] if isinstance(asked, list) else []
    if unknown:
        yield (
            "instruments",
            f"there is no instrument {unknown[0]}; there are {', '.join(sorted(INSTRUMENTS))}",
        )
    if "template" in names:
        yield (
            "template",
            f"the theme's own template is for all pages; leave out template: {names['template']}",
        )


def _given_twice(front):
    """Of a key that is given twice YAML's reader keeps the last, in silence."""
    node, seen = yaml.compose(front, SafeLoader), set()
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value in seen:
            yield key.start_mark.line + 2, f"{key.value} is given twice; keep one"
        seen.add(key.value)


def _in_formulas(page):
    """A dollar sign without its partner in a paragraph: the TeX behind it would be published as it is."""
    prose = blanked(FORMULA, blanked(CODE, page.prose))
    for match in PARAGRAPH.finditer(prose):
        if match[0].count("$") % 2:
            line = page.line_at(match.start() + match[0].rindex("$"))
            yield line, "a $ without its partner; close the formula, or write \\$ for the sign"


def _in_entries(page):
    """An entry of the glossary that names no term, or whose other names are not names alone."""
    for match in ENTRY.finditer(page.text if page.path.name == "glossary.md" else ""):
        if not match["here"].strip(" ,"):
            yield page.line_at(match.start()), f"the entry #{match['id']} has no term; write it before the ·"
        if "](" in (match["others"] or ""):
            yield (
                page.line_at(match.start("others")),
                "what other texts say is names; the link belongs to the meaning",
            )


def _in_ids(page):
    prose = blanked(CODE, page.prose)
    first: dict[str, int] = {}
    for match in ANCHOR.finditer(prose):
        line = page.line_at(match.start())
        if match[1] in first:
            yield line, f"the id {match[1]!r} stands in line {first[match[1]]} too; give each its own"
        first.setdefault(match[1], line)
