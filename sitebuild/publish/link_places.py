"""MkDocs' warnings about links, with the place of the link: file, from the top of the repository, and line."""

import logging
import re
from pathlib import Path

from sitebuild.pages.page import ROOT

WARNING = re.compile(r"Doc file '(?P<page>[^']+)' contains .*?'(?P<link>[^']+)'")
docs = None  # of the language that is being built


def on_config(config):
    global docs
    docs = Path(config.docs_dir)


def place(record):
    """Put the place before the warning's text; every record passes."""
    if docs and (match := WARNING.match(str(record.msg))):
        path = (docs / match["page"]).with_suffix(".md")  # a lab's page is a notebook
        text = path.read_text("utf-8", errors="replace") if path.is_file() else ""
        found = re.search(rf"[(\"' <]{re.escape(match['link'])}[)\"' >]", text)
        line = f":{text.count(chr(10), 0, found.start()) + 1}" if found else ""
        record.msg = f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}{line}: {record.msg}"
    return True


logging.getLogger("mkdocs.structure.pages").addFilter(place)
