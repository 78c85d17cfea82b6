"""A page's text as the site renders it, for tests of single blocks."""

import markdown
from bs4 import BeautifulSoup

EXTENSIONS = [
    "attr_list",
    "def_list",
    "admonition",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "sitebuild.markdown",
]


def rendered(text, language="en"):
    html = markdown.markdown(
        text, extensions=EXTENSIONS, extension_configs={"sitebuild.markdown": {"language": language}}
    )
    return BeautifulSoup(html, "html.parser")
