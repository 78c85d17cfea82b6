"""Metadata for search engines and link previews (JSON-LD, Open Graph); robots.txt; the preview image of shared links."""

import base64
import logging
import re
import struct
from pathlib import Path

from markupsafe import Markup

from sitebuild import checkout
from sitebuild.figures.drawing import Drawings, drawings
from sitebuild.figures.words import first_sentence
from sitebuild.pages.includes import PageError
from sitebuild.pages.page import Page
from sitebuild.prose.glossary import terms, text_of

log = logging.getLogger("mkdocs.plugins.metadata")

ROBOTS = "User-agent: *\nDisallow:\n"  # a host reads it only at its root, not below a project's path


def robots(site_url):
    """robots.txt; both languages have their sitemap, where the site has an address."""
    sitemaps = [f"Sitemap: {site_url}{place}sitemap.xml\n" for place in ("", "en/")]
    return ROBOTS + ("\n" + "".join(sitemaps) if site_url else "")


class Previews(Drawings):
    """Figures as PNG, for previews of shared links (og:image)."""

    kind, module, arguments = "preview", "figures/preview", {}

    def record(self, answer):
        return base64.b64decode(answer["png"])

    def _keep(self, job, answer, seconds):
        super()._keep(job, answer, seconds)
        self.prune()
        log.info(f"preview drawn from {job.name}")


def picture_of(home):
    """(PNG, caption) of the home page's first figure; None without one, and with a warning where it cannot be drawn."""
    name, caption = _first_figure(home)
    found, errors = drawings(checkout.of_file(home).root, [name] if name else [], Previews)
    if errors:
        log.warning(f"no preview for shared links: {errors[name]}")
    return (found[name], caption) if found else None


def size_of(picture):
    """(width, height) of a PNG."""
    return struct.unpack(">II", picture[16:24])  # of its first chunk, IHDR


def about(page, config):
    """What docs/theme/partials/metadata.html writes as JSON-LD and as Open Graph's names."""
    site = {"@type": "WebSite", "name": config.site_name}
    said = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": config.site_name if page.is_homepage else Markup(page.title).striptags(),
        "description": page.meta.get("description") or config.site_description,
        "inLanguage": config.theme["language"],
        "license": config.extra.get("license"),
        "isPartOf": site,
    }
    if taught := _taught(page, config):
        said["teaches"] = taught
    if config.site_url:
        site["url"], said["url"] = config.site_url, page.canonical_url
    return said


def _taught(page, config):
    """The terms whose entry in the glossary leads to this page; on the home page, to any."""
    here = re.sub(r"\.ipynb$", ".md", page.file.src_uri)
    return [
        term.here[0].replace("`", "")
        for term in terms(text_of(Path(config.docs_dir, "glossary.md")))
        if here in term.pages or (page.is_homepage and term.pages)
    ]


def _first_figure(home):
    """(name, caption's first sentence) of the home page's first figure."""
    try:
        _, match = next(Page(home).figures)
    except (PageError, StopIteration):
        return None, None
    return match["name"], first_sentence(match["caption"])
