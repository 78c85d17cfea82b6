"""The preview image of shared links (og:image): a figure as PNG, cached until what draws it changes."""

import base64
import logging

from sitebuild.figures.drawing import Drawings, drawings

log = logging.getLogger("mkdocs.plugins.preview")


class Previews(Drawings):
    """The figures as PNG."""

    kind, module, arguments = "preview", "figures/preview_run", {}

    def record(self, answer):
        return base64.b64decode(answer["png"])

    def _keep(self, job, answer, seconds):
        super()._keep(job, answer, seconds)
        self.prune()
        log.info(f"preview drawn from {job.name}")


def png(root, name):
    """The figure as PNG; None, and a warning, where it cannot be drawn."""
    found, errors = drawings(root, [name], Previews)
    if errors:
        log.warning(f"no preview for shared links: {errors[name]}")
    return found.get(name)
