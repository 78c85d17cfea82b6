"""From names of figures to their SVG: out of the cache, or drawn now."""

import logging

from sitebuild.figures import pool, store
from sitebuild.pages.page import SNIPPETS

log = logging.getLogger("mkdocs.plugins.figures")


def drawings(keys):
    """({name: SVG}, {name: what went wrong}) for the figures in `keys`, which maps names to cache keys."""
    svgs = {name: svg for name, key in keys.items() if (svg := store.load(name, key)) is not None}
    errors, cached = {}, len(svgs)

    def finished(name, answer, seconds):
        if "error" in answer:
            errors[name] = answer["error"]
            return
        svgs[name] = answer["svg"]
        log.info(f"drawn  {name}  {seconds:.2f} s")
        try:
            store.save(name, keys[name], answer["svg"])
        except OSError as error:  # a cache on a read-only disk is no reason not to build
            log.info(f"not cached, to be drawn again next time: {name} ({error})")

    pool.draw([name for name in keys if name not in svgs], finished)
    if keys:
        failed = f", {len(errors)} failed" if errors else ""
        log.info(f"figures: {len(svgs) - cached} drawn, {cached} cached{failed}")
    return svgs, errors


def snippet(name):
    """The file that draws this figure."""
    return SNIPPETS / f"{name}.py"
