"""How heavy the instruments are and how fast they redraw: usage: instruments.py [rounds]"""

import gzip
import re
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import long_pastes
from playwright.sync_api import sync_playwright
from served import FLAGS, chromium_path, serve
from traced import MAIN, RASTER, changes

ROOT = Path(__file__).resolve().parents[2]
FRAME_MS = 16.7

# each instrument: the page at its largest setting, and an act (traced.py) that makes one change in it
INSTRUMENTS = {
    "explorer": (
        "en/explorer/?op=Conv2DTranspose&height=8&width=8&kernel_size=7&strides=5&padding=same&kernel=random1&input=random2",
        """round => {
          const sliders = [...document.querySelectorAll("conv-explorer .line:not([hidden]) .dial:not([hidden]) input")]
          const steps = document.querySelector("conv-explorer .steps input"), all = [...sliders, steps]
          const slider = all[round % all.length], low = Math.floor(round / all.length) % 2
          const stays = ["dilation_rate", "output_padding"].includes(slider.ariaLabel) // else refused, and nothing to draw
          const value = slider === steps ? low ? 20 : 60 : stays ? slider.min : Number(slider.max) - low
          return [slider.ariaLabel, () => {
            slider.value = value
            slider.dispatchEvent(new Event("input", { bubbles: true }))
          }]
        }""",
    ),
    "shapes": (
        "en/shapes/",
        """round => {
          const inputs = [...document.querySelectorAll("shape-tracer input[aria-label$=filters]")]
          const input = inputs[round % inputs.length]
          return [input.ariaLabel, () => {
            input.value = String(9 + round)
            input.dispatchEvent(new Event("input", { bubbles: true }))
          }]
        }""",
    ),
}


def weight(site, name):
    """(code, data): bytes of each file of its code, and of what its own page holds for it, as a server sends them."""
    page = (site / "en" / name / "index.html").read_text("utf-8")
    data = re.findall(rf'<script type="application/json" id="{name}-(\w+)">(.*?)</script>', page, re.DOTALL)
    code = {path.name: path.read_bytes() for path in (site / "en/assets/javascripts" / name).glob("*.js")}
    return [
        {part: len(gzip.compress(content, 9)) for part, content in parts.items()}
        for parts in (code, {part: text.encode() for part, text in data})
    ]


def report(name, taken):
    """Prints, side by side, what a change costs the page's thread until it is painted, and raster other threads."""
    print(
        f"{name}, largest setting: milliseconds of a change until it is painted, median (a frame has {FRAME_MS})"
    )
    print(" " * 18, *(f"{part:>9}" for part in [*MAIN, "together", "at most", RASTER]))
    for control in [*dict.fromkeys(control for control, _ in taken), "all"]:
        own = [stretches["painted"] for label, stretches in taken if control in (label, "all")]
        sums = [sum(parts[part] for part in MAIN) for parts in own]
        columns = [*(median(parts[part] for parts in own) for part in MAIN), median(sums), max(sums)]
        print(f"  {control:16}", *(f"{ms:9.1f}" for ms in [*columns, median(parts[RASTER] for parts in own)]))


def backwards(page):
    """Milliseconds until the shape tracer has the way back to another size than the one that it shows, for its example."""
    return page.evaluate(
        """async () => {
          const wanted = document.getElementById("st-want"), answer = document.querySelector(".st-answer")
          const answered = new Promise((resolve) => {
            const isDone = () => answer.textContent.trim() && !answer.textContent.trim().endsWith("…") // "Trying…"
            new MutationObserver(() => isDone() && resolve()).observe(answer, { childList: true, subtree: true })
          })
          const start = performance.now()
          wanted.value = wanted.value.replace(/\\d+/, (size) => Number(size) - 1)
          wanted.dispatchEvent(new Event("input"))
          await answered
          return performance.now() - start
        }"""
    )


def main(rounds=60):
    with ExitStack() as stack:
        site = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-"))) / "site"
        playwright = stack.enter_context(sync_playwright())
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", site], cwd=ROOT, check=True)
        for name in INSTRUMENTS:
            code, data = weight(site, name)
            print(f"{name}, gzipped: code {sum(code.values()) / 1000:.1f} KB {code}, data in the page {data}")
        home = stack.enter_context(serve(site))
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        for name, (address, change) in INSTRUMENTS.items():
            # bypassed for the eval of traced.py
            page = browser.new_page(viewport={"width": 1200, "height": 900}, bypass_csp=True)
            page.goto(home + address, wait_until="networkidle")
            report(name, changes(browser, page, [(change, number) for number in range(rounds)]))
            if name == "shapes":
                print(f"  the way back     {backwards(page):5.1f}")
        long_pastes.report(browser, [home])
        browser.close()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
