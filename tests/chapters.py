"""The chapters, in the order in which they are read; and all pages."""

from sitebuild.pages.page import ROOT, all_pages

CHAPTERS = ["convolution", "pooling", "data_shapes", "backpropagation", "upsampling", "conv2d_transpose"]
# below docs/<language>, where both languages have the same
PAGES = [path.relative_to(ROOT / "docs/ko") for path in all_pages() if path.is_relative_to(ROOT / "docs/ko")]
