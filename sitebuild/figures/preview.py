"""The picture that shared links show, made of a figure and kept until what draws it changes."""

import ast
import base64
import hashlib
import logging
from pathlib import Path

from sitebuild import whole_file
from sitebuild.figures import pool
from sitebuild.figures.drawing import snippet
from sitebuild.figures.key import Sources
from sitebuild.pages.page import ROOT

log = logging.getLogger("mkdocs.plugins.preview")

FOLDER = ROOT / ".cache" / "preview"
DRAWING = Path(__file__).with_name("preview_run.py")


def png(name):
    """The figure as PNG; None, and a warning, where it cannot be drawn."""
    code = ast.dump(ast.parse(DRAWING.read_bytes()))
    key = hashlib.sha256(repr((code, Sources().key(snippet(name)))).encode()).hexdigest()[:16]
    kept = FOLDER / f"{key}.png.base64"
    if kept.is_file():
        return base64.b64decode(kept.read_text())
    answers = []
    pool.draw([f"{name}.png"], lambda _, answer, seconds: answers.append(answer))
    if "png" not in answers[0]:
        log.warning(f"no preview for shared links: {answers[0]['error']}")
        return None
    try:
        for old in FOLDER.glob("*.base64"):
            old.unlink(missing_ok=True)
        whole_file.write(kept, answers[0]["png"])
    except OSError as error:
        log.info(f"not cached, to be drawn again next time: the preview ({error})")
    log.info(f"preview drawn from {name}")
    return base64.b64decode(answers[0]["png"])
