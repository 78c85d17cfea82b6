"""An include of a missing file or section: under `mkdocs serve` its place says so, `mkdocs build` stops."""

import html
import re
from pathlib import Path

from sitebuild.pages.sections import INCLUDE, SNIPPETS, Line, PageError, section
from sitebuild.serving import serving

MARKER = re.compile(r"\s*-+8<-+(\s|$)")
MARK = "IncludeError{}Here"  # one word, so that highlighting leaves it whole

messages = {}  # page → {line index: message}


def broken(path, text, first=1):
    """{index of the line: what is wrong} for each include in the text that cannot be expanded."""
    found = {}
    for index, line in enumerate(text.split("\n")):
        try:
            if MARKER.match(line):
                _expand(Line(line, path, first + index))
        except PageError as error:
            found[index] = str(error)
    return found


def _expand(line):
    match = INCLUDE.match(line.text)
    if not match:
        raise PageError(line.path, line.number, 'includes are written --8<-- "file.py" or "file.py:section"')
    file = SNIPPETS / match["file"]
    if not file.is_file():
        raise PageError(line.path, line.number, f"{match['file']} is not in snippets/")
    section(file, match["section"], line)


def on_page_markdown(markdown, page, config, files):
    if not serving() or not page.file.abs_src_path or not markdown:
        return None
    front_matter = page.file.content_string.count("\n") - markdown.count("\n")
    errors = broken(Path(page.file.abs_src_path), markdown, 1 + front_matter)
    messages[page.file.abs_src_path] = errors
    lines = markdown.split("\n")
    for index in errors:
        indent = lines[index][: len(lines[index]) - len(lines[index].lstrip())]
        lines[index] = indent + MARK.format(index)
    return "\n".join(lines)


def on_page_content(content, page, config, files):
    for index, message in messages.pop(page.file.abs_src_path, {}).items():
        note = f'<span class="figure-error" role="alert">{html.escape(message)}</span>'
        content = content.replace(MARK.format(index), note)
    return content
