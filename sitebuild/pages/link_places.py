"""MkDocs' warnings about links, with the place of the link: file, from the top of the repository, and line."""

import logging
import re
from pathlib import Path

from sitebuild import checkout

WARNING = re.compile(r"Doc file '(?P<page>[^']+)' contains .*?'(?P<link>[^']+)'")
LOGGER = logging.getLogger("mkdocs.structure.pages")


class LinkPlaces(logging.Filter):
    """Puts the place before a warning's text; every record passes. `docs` is the language's folder."""

    def __init__(self, docs: Path):
        super().__init__()
        self.docs = docs

    def filter(self, record):
        if match := WARNING.match(str(record.msg)):
            path = (self.docs / match["page"]).with_suffix(".md")  # a lab's page is a notebook
            text = path.read_text("utf-8", errors="replace") if path.is_file() else ""
            found = re.search(rf"[(\"' <]{re.escape(match['link'])}[)\"' >]", text)
            line = f":{text.count(chr(10), 0, found.start()) + 1}" if found else ""
            record.msg = f"{checkout.of_file(path).shown(path)}{line}: {record.msg}"
        return True
