"""The published style sheets: ours without comments and blanks, Material's without what no page can meet, and those of
each page as one, as a page is seen only when all have come."""

import re

import minify

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
EMPTY = re.compile(r"@(?:media|supports)[^{}]*\{\}")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
WORD = re.compile(r"-?[A-Za-z_][\w-]*")
INNER = re.compile(r"\([^()]*\)")
OUTER_COMMA = re.compile(r",(?![^(]*\))")
VARIABLE = re.compile(r'(?<=[{;])(--[\w-]+):(?:url\("[^"]*"\)|[^;"}]*);?')
# Both languages go from left to right. And Material moves each table into a box while a page loads, so that no table has
# a neighbour then; but for that rule a browser would style all of the text anew.
UNMET = re.compile(r"(?<!\()\[dir=rtl\]|\.md-typeset table:not\(\[class\]\)\+\*$")


def classes_in(output):
    """The classes that a page's HTML has."""
    said = {piece.partition('"')[0] for piece in output.split(' class="')[1:]}
    return set().union(*map(str.split, said))


def publish(site, sheets, classes):
    """Make one short style sheet of the theme's and of ours, `sheets`."""
    assets = site / "assets"
    # not the search's word lists of languages
    scripts = [it for it in assets.glob("javascripts/**/*.js") if "lunr" not in it.parts]
    words = classes.union(*(WORD.findall(script.read_text("utf-8")) for script in scripts))
    ours = [site / sheet for sheet in sheets]
    for sheet in assets.glob("stylesheets/*.css"):
        text = sheet.read_text("utf-8")
        theirs = sheet.name.endswith(".min.css")
        sheet.write_text(met(text, words) if theirs else minify.string("text/css", text), "utf-8")
    (main,) = assets.glob("stylesheets/main.*.min.css")
    main.write_text("".join(sheet.read_text("utf-8") for sheet in [main, *ours]), "utf-8")
    for sheet in [*ours, *assets.glob("stylesheets/palette.*.css")]:
        sheet.unlink()


def met(css, words):
    """The rules of a short style sheet that elements can meet whose classes are all among `words`, and the variables
    that one of the rules, or a script, asks for."""
    css = EMPTY.sub("", RULE.sub(lambda rule: _met(rule, words), COMMENT.sub("", css)))
    return VARIABLE.sub(lambda it: it[0] if f"var({it[1]}" in css or it[1] in words else "", css)


def _met(rule, words):
    if rule[1].startswith("@"):
        return rule[0]
    selectors = [
        it for it in OUTER_COMMA.split(rule[1]) if not UNMET.search(it) and words.issuperset(_classes(it))
    ]
    return f"{','.join(selectors)}{{{rule[2]}}}" if selectors else ""


def _classes(selector):
    """The classes without which it meets nothing: those in brackets, of :not(), :is() and :has(), may be absent."""
    while "(" in selector:
        selector = INNER.sub("", selector)
    return CLASS.findall(selector)
