"""Lighthouse on every page, as a phone and as a desktop, beside a stock Material page: usage: visits.py [page ...]"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from audits import BUDGETS_KB, lighthouse, weights
from playwright.sync_api import sync_playwright
from served import chromium_path, serve

ROOT = Path(__file__).resolve().parents[2]
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
STOCK = (
    "site_name: Stock\ntheme: { name: material, font: false }\nmarkdown_extensions: [pymdownx.superfences]\n"
)


def stock(scratch):
    """Material as it comes, with a chapter's text, without figures."""
    text = (ROOT / "docs/en/pooling.md").read_text("utf-8")
    for name in "index.md", "more.md":
        path = scratch / "docs" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(re.sub(r"^!\[.*$|--8<--.*$", "", text, flags=re.M), "utf-8")
    (scratch / "mkdocs.yml").write_text(STOCK)
    build(scratch / "mkdocs.yml", scratch / "stock")


def build(config, site):
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", config, "-d", site]
    subprocess.run(command, cwd=ROOT, check=True)


def weigh(browser, home, places):
    """KB of a first visit to each, and of one that comes from the home page of its language."""
    sizes = {}
    for start in "site/", "site/en/":
        mine = [place for place in places if place.startswith("site/en/") == (start == "site/en/")]
        sizes |= zip(mine, weights(browser, [home + place for place in (start, *mine)])[1:], strict=True)
    return sizes


def main(*names):
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch, serve(scratch) as home:
        scratch = Path(scratch)
        stock(scratch)
        build(ROOT / "mkdocs.yml", scratch / "site")
        site = scratch / "site"
        names = names or sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
        places = [f"site/{'' if name == '.' else f'{name}/'}" for name in names]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
            sizes = weigh(browser, home, places)
            (stocked, _) = weights(browser, [f"{home}stock/", f"{home}stock/more/"])
            browser.close()
        addresses = [home + place for place in [*sizes, "stock/"]]
        visits = zip(
            lighthouse(addresses, CATEGORIES), lighthouse(addresses, CATEGORIES, desktop=True), strict=True
        )
        print(f"{'':28} KB first, further  {' '.join(CATEGORIES)} (phone/desktop)  layout shift")
        for address, (first, further), both in zip(
            addresses, [*sizes.values(), stocked], visits, strict=True
        ):
            scores = "  ".join("/".join(str(visit["scores"][of]) for visit in both) for of in CATEGORIES)
            shift = max(visit["shift"] for visit in both)
            print(f"{address.removeprefix(home):28} {first:8.1f} {further:8.1f}  {scores}  {shift:.4f}")
            for name, value, where in both[0]["missed"]:
                print(f"{'':30}phone: {name} {value} {', '.join(filter(None, where))}")
        for kind, each in zip(BUDGETS_KB, zip(*sizes.values(), strict=True), strict=True):
            print(f"heaviest {kind} visit {max(each):.1f} KB, of {BUDGETS_KB[kind]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
