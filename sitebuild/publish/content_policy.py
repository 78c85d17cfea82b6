"""Each page carries a Content-Security-Policy: nothing from elsewhere, and no script but the site's own."""

import base64
import hashlib
import logging
import re

from mkdocs.plugins import event_priority

from sitebuild.serving import serving

log = logging.getLogger("mkdocs.plugins.content_policy")
CHARSET = '<meta charset="utf-8">'
SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)  # inline; what has a type is data or has an address
STYLED = re.compile(r"<[a-z][^<>]*\s(style=[^\s<>]*)[^<>]*>")


def policy(page, own):
    """The policy for a page's HTML. `own` is where the site's files may come from."""
    hashes = (hashlib.sha256(script.encode()).digest() for script in SCRIPT.findall(page))
    inline = sorted({f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes})
    directives = {
        "default-src": [own],  # nothing but what Firefox fetches ahead, which has no name of its own
        "frame-src": ["'none'"],
        "manifest-src": ["'none'"],
        "media-src": ["'none'"],
        "object-src": ["'none'"],
        "script-src": [own, *inline],
        "style-src": [own],
        "img-src": [own, "data:"],  # the theme's icons and small pictures in figures
        "font-src": [own],
        "connect-src": [own],  # the search index
        "worker-src": [own],  # the search
        "base-uri": ["'none'"],
        "form-action": ["'none'"],  # the search form is never sent
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


@event_priority(-100)  # after everything that changes a page
def on_post_page(output, page, config):
    if styled := STYLED.search(output):
        log.warning(f"{page.file.src_uri}: the policy allows no style in an attribute: {styled[0]}")
    return _protected(output, config)


@event_priority(-100)
def on_post_template(output_content, template_name, config):
    return _protected(output_content, config) if template_name.endswith(".html") else output_content


def _protected(page, config):
    if serving():  # live reload is an inline script that is added later
        return page
    own = "'self' file:" if config.extra["offline"] else "'self'"  # not every browser takes a file for 'self'
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(page, own)}">'
    return page.replace(CHARSET, CHARSET + meta, 1)
