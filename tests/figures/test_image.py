"""Pictures inside a figure."""

import base64
import io

import numpy as np
from PIL import Image

from sitebuild.figures.image import shrink


def test_photographs_are_small_and_cells_exact():
    noise = np.random.default_rng(0).integers(0, 256, (100, 100, 3), dtype="uint8")
    for pixels, exact in (noise, False), (noise[:8, :8], True):
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "png")
        address = "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
        prefix, _, shrunk = shrink(address).partition(",")
        assert prefix == "data:image/webp;base64"
        image = np.asarray(Image.open(io.BytesIO(base64.b64decode(shrunk))))
        assert image.shape == pixels.shape and np.array_equal(image, pixels) == exact
        assert exact or len(shrunk) < len(address) / 2
    assert shrink("#part") == "#part"
