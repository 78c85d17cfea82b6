"""The preview image of shared links (og:image): a figure as PNG, cached until what draws it changes."""

import base64
import logging

from sitebuild.computing.job import Job
from sitebuild.computing.pool import Pool
from sitebuild.computing.sources import Sources, code_of
from sitebuild.computing.store import Store
from sitebuild.figures.drawing import LIMITS, key

log = logging.getLogger("mkdocs.plugins.preview")


def png(root, name):
    """The figure as PNG; None, and a warning, where it cannot be drawn."""
    store, version = Store(root / ".cache" / "preview"), code_of("figures/preview_run", "computing/worker")
    snippets = Sources(root / "snippets")
    mark = key(snippets, snippets.folder / f"{name}.py", version)
    if kept := store.load(name, mark):
        return base64.b64decode(kept["png"])
    job = Job(
        "preview",
        name,
        mark,
        "sitebuild.figures.preview_run:draw",
        version,
        LIMITS,
        arguments={"root": str(root), "name": name},
    )
    pool, answers = Pool(root), []
    try:
        pool.submit(job, lambda job, answer, seconds: answers.append(answer))
        pool.wait()
    finally:
        pool.close()
    if not answers:
        log.warning(f"no preview for shared links: snippets/{name}.py: {pool.failures[mark].reason}")
        return None
    store.save(name, mark, answers[0])
    store.prune([(name, mark)])
    log.info(f"preview drawn from {name}")
    return base64.b64decode(answers[0]["png"])
