"""Photographs in drawings, and the files that they are moved to."""

import base64
import re

import pytest

pytestmark = pytest.mark.check  # builds a site of its own

PHOTOGRAPH = """
import numpy as np
from matplotlib import pyplot as plt

noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype="uint8")
fig, axes = plt.subplots(1, 2)
fig.drawn = {"input": noise[:2, :2, 0]}
axes[0].imshow(noise)
axes[1].imshow(noise[:2, :2])
"""


def test_photographs_come_after_the_page_and_cells_with_it(site):
    site.write("snippets/part/noise.py", PHOTOGRAPH)
    site.page("# 시험\n\n![그림](figures/part/noise.svg){ #noise }\n")
    site.good_build()
    for folder in "site/", "site/en/":
        drawn = re.findall(
            r'href="data:image/webp;base64,(.*?)"', site.read(f"{folder}figures/part/noise.svg")
        )
        photograph, cells = sorted(drawn, key=len, reverse=True)
        page = site.read(f"{folder}index.html")
        (moved,) = re.findall(r'href="(pictures/.*?)"', page)
        assert (site.folder / folder / moved).read_bytes() == base64.b64decode(photograph)
        assert cells in page and photograph not in page
