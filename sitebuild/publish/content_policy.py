"""Each page carries a Content-Security-Policy: nothing from elsewhere, and no script but the site's own."""

import base64
import hashlib
import logging
import re

log = logging.getLogger("mkdocs.plugins.content_policy")
CHARSET = '<meta charset="utf-8">'
SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)  # inline; what has a type is data or has an address
STYLED = re.compile(r"<[a-z][^<>]*\s(style=[^\s<>]*)[^<>]*>")


def policy(page, own):
    """The policy for a page's HTML. `own` is where the site's files may come from."""
    hashes = (hashlib.sha256(script.encode()).digest() for script in SCRIPT.findall(page))
    inline = sorted({f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes})
    directives = {
        "default-src": [own],  # all that has no directive of its own, such as <link rel=prefetch>
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


def protected(page, place, offline=False):
    """The page's HTML with its policy; `place` is what warnings call it."""
    if styled := STYLED.search(page):
        log.warning(f"{place}: the policy allows no style in an attribute: {styled[1]}")
    own = "'self' file:" if offline else "'self'"  # file:// addresses are 'self' in some browsers only
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(page, own)}">'
    return page.replace(CHARSET, CHARSET + meta, 1)
