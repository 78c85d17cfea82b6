"""In the worker that draws: a figure laid out as a wide PNG, its parts side by side, for previews of shared links."""

import base64
import contextlib
import io
from pathlib import Path

import numpy as np
from matplotlib.text import Text
from PIL import Image

from sitebuild.figures.run import run

DPI = 400  # drawn large, then made to fit
SIZE, MARGIN = (1200, 630), 40  # pixels; the size that those who show links crop least


def draw(tell, root, name):
    """{"png": Base64} of snippets/<name>.py below `root`."""
    buffer = io.BytesIO()
    with contextlib.chdir(root):
        figure = run(Path(root) / "snippets", name)
    for text in figure.findobj(Text):
        text.set_parse_math(True)  # no page's font here: Matplotlib sets the formulas
    figure.savefig(buffer, format="png", dpi=DPI, transparent=True)
    parts = _parts(Image.open(buffer).convert("RGBA"))
    width, height = sum(part.width for part in parts), max(part.height for part in parts)
    free = SIZE[0] - MARGIN * (len(parts) + 1)
    scale = min(free / width, (SIZE[1] - 2 * MARGIN) / height)
    parts = [part.resize([round(scale * n) for n in part.size], Image.Resampling.LANCZOS) for part in parts]
    card = Image.new("RGB", SIZE, "white")
    gap = (SIZE[0] - sum(part.width for part in parts)) / (len(parts) + 1)
    x = gap
    for part in parts:
        card.paste(part, (round(x), (SIZE[1] - part.height) // 2), part)
        x += part.width + gap
    buffer = io.BytesIO()
    card.save(buffer, "png", optimize=True)
    return {"png": base64.b64encode(buffer.getvalue()).decode()}


def _parts(image):
    """What a tall figure has above and below its widest empty band, each without what is empty around it."""
    rows = np.flatnonzero(np.asarray(image)[..., 3].any(axis=1))
    cut = np.diff(rows).argmax() + 1 if image.height > image.width else 0
    parts = [
        image.crop((0, band[0], image.width, band[-1] + 1)) for band in np.split(rows, [cut]) if band.size
    ]
    return [part.crop(part.getchannel("A").getbbox()) for part in parts]
