"""Photographs inside an SVG: a tenth of the bytes, the same drawing from run to run."""

import base64
import io

PREFIX = "data:image/png;base64,"
SMALL = 4096  # pixels; fewer are cells that must stay exact
QUALITY = 55


def shrink(address):
    """A photograph that Matplotlib wrote as PNG, as WebP; any other address as it is."""
    if not address.startswith(PREFIX):
        return address
    from PIL import Image  # a build whose figures are all cached does without

    image = Image.open(io.BytesIO(base64.b64decode(address.removeprefix(PREFIX)))).convert("RGB")
    kind = "png" if image.width * image.height <= SMALL else "webp"
    options = {"png": {"optimize": True}, "webp": {"quality": QUALITY, "method": 6}}[kind]
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return f"data:image/{kind};base64,{base64.b64encode(buffer.getvalue()).decode()}"
