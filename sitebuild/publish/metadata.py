"""What search engines and link previews are told of a page; robots.txt; the picture that shared links show."""

import re
import struct
from pathlib import Path

from markupsafe import Markup
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

from sitebuild.figures import preview
from sitebuild.figures.words import first_sentence
from sitebuild.pages.page import Page, PageError
from sitebuild.prose.terms import terms
from sitebuild.serving import serving

PREVIEW = "preview.png"
ROBOTS = "User-agent: *\nDisallow:\n"  # a host reads it only at its root, not below a project's path


@event_priority(-50)  # after the figures, of which a wrong one has its own message
def on_files(files, config):
    config.extra["preview"] = None
    if config.theme["language"] == "ko":  # the English pages lie in the Korean site
        sitemaps = [f"Sitemap: {config.site_url}{place}sitemap.xml\n" for place in ("", "en/")]
        text = ROBOTS + ("\n" + "".join(sitemaps) if config.site_url else "")
        files.append(File.generated(config, "robots.txt", content=text))
    if not config.site_url or serving():  # previews take absolute addresses only
        return
    name, caption = _heart(Path(config.docs_dir, "index.md"))
    if name and (picture := preview.png(name)):
        config.extra["preview"] = {
            "file": PREVIEW,
            "size": struct.unpack(">II", picture[16:24]),
            "alt": caption,
        }
        if config.theme["language"] == "ko":
            files.append(File.generated(config, PREVIEW, content=picture))


def on_page_context(context, page, config, nav):
    """`about`, which docs/theme/partials/metadata.html writes as JSON-LD and as Open Graph's names."""
    site = {"@type": "WebSite", "name": config.site_name}
    about = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": config.site_name if page.is_homepage else Markup(page.title).striptags(),
        "description": page.meta.get("description") or config.site_description,
        "inLanguage": config.theme["language"],
        "license": config.extra.get("license"),
        "isPartOf": site,
    }
    if taught := _taught(page, config):
        about["teaches"] = taught
    if config.site_url:
        site["url"], about["url"] = config.site_url, page.canonical_url
    context["about"] = about
    return context


def _taught(page, config):
    """The terms whose entry in the glossary leads to this page; on the home page, to any."""
    glossary = Path(config.docs_dir, "glossary.md")
    text = glossary.read_text("utf-8", errors="replace") if glossary.is_file() else ""
    here = re.sub(r"\.ipynb$", ".md", page.file.src_uri)
    return [
        term.here[0].replace("`", "")
        for term in terms(text)
        if here in term.pages or (page.is_homepage and term.pages)
    ]


def _heart(home):
    """(name, caption's first sentence) of the home page's first figure."""
    try:
        _, match = next(Page(home).figures)
    except (PageError, StopIteration):
        return None, None
    return match["name"], first_sentence(match["caption"])
