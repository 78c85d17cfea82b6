"""Pictures inside an SVG as WebP: a tenth of the bytes, the same drawing from run to run."""

import base64
import hashlib
import io
import re

PREFIX = "data:image/png;base64,"
EXACT = {"lossless": True, "quality": 100, "exact": True}
# up to so many pixels: cells, then what shows each pixel large
KEPT = {32 * 32: EXACT, 64 * 64: {"quality": 60}}
# a smaller one is worth no request
PHOTOGRAPH = re.compile(r'(?<=href=")data:image/webp;base64,([^"]{1000,})')


def shrink(address):
    """A picture that Matplotlib wrote as PNG, as WebP; any other address as it is."""
    if not address.startswith(PREFIX):
        return address
    from PIL import Image  # a build whose figures are all cached does without

    image = Image.open(io.BytesIO(base64.b64decode(address.removeprefix(PREFIX)))).convert("RGB")
    kept = next((kept for most, kept in KEPT.items() if image.width * image.height <= most), {"quality": 38})
    small = image.width * image.height <= max(KEPT)
    # a drawing is often smaller when it is exact
    ways = [EXACT, kept] if small and kept is not EXACT else [kept]
    shortest = min((_webp(image, way) for way in ways), key=len)
    return f"data:image/webp;base64,{base64.b64encode(shortest).decode()}"


def _webp(image, way):
    buffer = io.BytesIO()
    image.save(buffer, "webp", method=6, **way)
    return buffer.getvalue()


def apart(svg):
    """(the SVG with `picture:<name>` in the place of its photographs, {name: WebP in Base64}).

    The page has them as files of their own: its text need not wait for their bytes.
    """
    pictures = {}

    def named(match):
        name = f"{hashlib.sha256(base64.b64decode(match[1])).hexdigest()[:16]}.webp"
        pictures[name] = match[1]
        return f"picture:{name}"

    return PHOTOGRAPH.sub(named, svg), pictures
