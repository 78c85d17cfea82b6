"""Sites of as many small pages as one likes, each with a figure of its own."""

import sites

PAGE = """# Page {number}

A window moves over the input, and in each place the products are added.

![A row of numbers, and their squares.](figures/growth/figure_{number}.svg){{ #figure-{number} }}

```python
import numpy as np

numbers = np.arange({number}, {number} + 5)
squares = numbers**2
```

A kernel of size 3 moves over it with a stride of 1, and the feature map has fewer cells than the input.
"""
SNIPPET = '''"""A row of numbers, and their squares."""

import numpy as np

import draw

numbers = np.arange({number}, {number} + 5)
squares = numbers**2

fig = draw.figure(width=5.4, height=3.4)
draw.grid(fig, numbers, "input", (0.2, 0.4))
draw.grid(fig, squares, "output", (0.2, 2), strong=True)

if __name__ == "__main__":
    draw.show()
'''


def source(place, count):
    """As sites.source, with these pages as the chapters."""
    sites.source(place, chapters=())
    (place / "snippets/growth").mkdir()
    for number in range(count):
        (place / f"snippets/growth/figure_{number}.py").write_text(SNIPPET.format(number=number), "utf-8")
        for language in "ko", "en":
            (place / f"docs/{language}/page_{number}.md").write_text(PAGE.format(number=number), "utf-8")


def slope(counts, seconds):
    """Seconds for each page more: the line nearest to the measured ones."""
    mean, level = sum(counts) / len(counts), sum(seconds) / len(seconds)
    return sum((c - mean) * (s - level) for c, s in zip(counts, seconds, strict=True)) / sum(
        (c - mean) ** 2 for c in counts
    )
