"""What the search index holds beside the sections of pages: a section for each term of the glossary, and synonyms, from
the glossary and from docs/names.txt, and the questions that sections answer, in readers' words, from docs/asked/."""

import html
import json
import re
import tomllib

from sitebuild.pages.includes import PageError
from sitebuild.prose.glossary import terms, text_of
from sitebuild.prose.ledger import VERDICTS

REPEATING = re.compile(r"#(?:exercises|summary|try|claims)$")  # says in few words what other sections say
REPEATING_BOOST = 0.6
CLAIM = re.compile(r"#c\d+$")
# the note's sentence, and the verdict with which what is said of it begins
WORDS = sorted((word for words in VERDICTS.values() for word in words.values()), key=len, reverse=True)
WITH_VERDICT = re.compile(rf"(<p>)(.*?</p> *<p>({'|'.join(WORDS)}) )", re.S)


def publish(site, docs, address):
    """Adds it to the index that the search plugin has written into the site.

    `docs` is the language's folder of pages; `address` is that of its glossary. No file that it reads needs to exist.
    """
    path = site / "search/search_index.json"
    if not path.exists():
        return
    index = json.loads(path.read_text("utf-8"))
    glossary, asked = text_of(docs / "glossary.md"), docs.with_name("asked") / f"{docs.name}.toml"
    for section in index["docs"]:
        put_verdict_first(section)
        lower_repeating(section)
    index["docs"] = with_terms(index["docs"], glossary, address)
    if asked.exists():
        add_asked(index["docs"], asked)
    index["config"]["names"] = names(glossary, text_of(docs.with_name("names.txt")))
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), "utf-8")


def put_verdict_first(section):
    """Of a claim, whose refuted sentence would else read as ours."""
    if CLAIM.search(section["location"]):
        section["text"] = WITH_VERDICT.sub(r"\1(\3) \2", section["text"], count=1)


def lower_repeating(section):
    """Rank a section that only repeats others behind them."""
    if REPEATING.search(section["location"]):
        section["boost"] = section.get("boost", 1) * REPEATING_BOOST


def with_terms(docs, glossary, address):
    """The index's sections, with one for each term in place of the glossary's."""
    boosts = {doc["location"]: doc.get("boost", 1) for doc in docs}
    kept = [doc for doc in docs if not doc["location"].startswith(f"{address}#")]
    return kept + [term | {"boost": boosts[address]} for term in entries(glossary, address)]


def add_asked(docs, path):
    """Gives each section the questions that the file has under its page and id, `top` for what stands above all headings.

    Raises: PageError where the file cannot be read, or a section is gone.
    """
    found = {place_of(doc["location"]): doc for doc in docs}
    text = path.read_text("utf-8")
    try:
        asked = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise PageError(path, line[1] if line else 1, f"it is no TOML: {error}") from None
    for page, answered in asked.items():
        for section, questions in answered.items():
            doc = found.get((page, section))
            if doc is None:
                message = f"{page}.md has no section #{section}; name it as it is now"
                raise PageError(path, _line_of(text, page, section), message)
            doc["asked"] = "\n".join(questions.split(" / "))


def _line_of(text, table, key):
    """The line of a key of a TOML table."""
    within = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("["):
            within = line.strip('[]" ')
        elif within == table and re.match(rf'"?{re.escape(key)}"? *=', line):
            return number
    return 1


def place_of(location):
    """The page and the id of a section: "convolution/#size" or "convolution.html#size" is ("convolution", "size")."""
    page, _, section = location.partition("#")
    return page.rstrip("/").removesuffix(".html") or "index", section or "top"


def entries(glossary, address):
    """A section of the search index for each term of a glossary's Markdown."""
    for term in terms(glossary):
        said = f"{term.meaning} ({', '.join(term.others)})" if term.others else term.meaning
        title, said = (html.escape(text.replace("`", ""), quote=False) for text in (term.names, said))
        yield {"location": f"{address}#{term.id}", "title": title, "text": f"<p>{said}</p>"}


def names(glossary, lines):
    """The names of each thing: the glossary's, to which a line that has one of them adds, and those of the other lines."""
    things = [
        [form.replace("`", "") for form in term.here + term.there + term.others] for term in terms(glossary)
    ]
    for line in lines.splitlines():
        if line and not line.startswith("#"):
            more = [name.strip() for name in line.split(",")]
            known = {name.casefold() for name in more}
            of = next((thing for thing in things if not known.isdisjoint(map(str.casefold, thing))), None)
            if of is None:
                things.append(more)
            else:
                of.extend(more)
    return things
