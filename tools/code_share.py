"""How much of each page is code as a reader first sees it, and how long the page is: `python tools/code_share.py SITE [PAGE …]`.

Of each page: the share of its height that is code, its height in screens of 1280×800, and each open block that prints
nothing but True, which proves and does not teach: make it a check (sitebuild/code/fences.py).
"""

import sys
from pathlib import Path
from typing import NamedTuple

from served import chromium, serve

SCREEN = {"width": 1280, "height": 800}  # CSS pixels
MEASURE = """() => {
  const seen = [...document.querySelectorAll("article .highlight")].filter(it => it.checkVisibility())
  const high = it => it.getBoundingClientRect().height
  const printed = it => [...it.querySelectorAll(".output")].map(line => line.textContent.trim())
  const proving = seen.filter(it => printed(it).length && printed(it).every(line => line === "True"))
  return {
    code: seen.reduce((sum, it) => sum + high(it), 0),
    page: high(document.querySelector("article")),
    proving: proving.map(it => it.textContent.trim().slice(0, 60)),
  }
}"""


class Measure(NamedTuple):
    """Of one page: `share` of its height that is code, `screens` of height, `proving` are open blocks that print only True."""

    share: float
    screens: float
    proving: list[str]


def measured(page, address: str) -> Measure:
    """The page at an address, opened in a tab of Playwright's as one who comes for the first time sees it."""
    page.set_viewport_size(SCREEN)
    page.add_init_script("window.requestIdleCallback = then => then()")  # a loaded page is whole
    page.goto(address)
    found = page.evaluate(MEASURE)
    return Measure(found["code"] / found["page"], found["page"] / SCREEN["height"], found["proving"])


def main(site: str, *names: str) -> None:
    """Print a line for each page of a built site."""
    every = sorted(path.parent.relative_to(site).as_posix() for path in Path(site).rglob("index.html"))
    with serve(site) as home:
        page = chromium().new_page(reduced_motion="reduce")
        for name in names or every:
            share, screens, proving = measured(page, f"{home}{name}/")
            print(f"{share:5.0%} code  {screens:5.1f} screens  {name}")
            for text in proving:
                print(f"      prints only True: {text!r}")


if __name__ == "__main__":
    main(*sys.argv[1:])
