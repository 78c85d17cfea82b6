"""How soon a paste of nearly 100 KB is read and its verdict seen: usage: long_pastes.py SITE [OTHER_SITE …]

Of the first paste into a page at rest, which its reader has only touched, what the page's own thread works, in scripts and all
in all, until the verdict is painted. How long reading alone takes, cold (the first long text of a page that has read both
frameworks) and warm (the median of what follows), and how long it is until the verdict is painted. The sites take turns.
"""

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright
from served import FLAGS, chromium_path, serve
from traced import CATEGORIES, until
from verdict import OTHERS, TIMED

LENGTH, ROUNDS = 98_000, 15  # characters; more than 100,000 are not read
FIRSTS, REST = 3, 2500  # pages; ms in which what a touch begins has ended

BLOCK = '''class Block{number}(nn.Module):
    """A residual block."""

    def __init__(self, channels, kernel_size=3):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, kernel_size, padding=kernel_size // 2, bias=False)
        self.norm1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, kernel_size, padding=kernel_size // 2, bias=False)
        self.norm2 = nn.BatchNorm2d(channels)

    def forward(self, x):
        out = F.relu(self.norm1(self.conv1(x)))  # first half
        out = self.norm2(self.conv2(out))
        return F.relu(out + x)


'''
NET = """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.Sequential({blocks})

    def forward(self, x):
        return self.blocks(x).mean((2, 3))


model = Net()
model(torch.randn(1, 16, 32, 32))
"""
JOINED = """    skip = x = layers.Conv2D(16, 3, padding="same", name="conv_{number}")(x)
    x = layers.BatchNormalization(name="norm_{number}")(x)
    x = layers.Activation("relu")(x)
    x = layers.Add()([x, skip])
"""
STACKED = '    layers.Conv2D(8, 3, padding="same", activation="relu", name="conv_{number}"),\n'
LISTED = "    nn.Conv2d(16, 16, kernel_size=3, stride=1, padding=1),  # layer {number}\n    nn.ReLU(inplace=True),\n"
KERAS = "import keras\nfrom keras import layers\n\n"
TORCH = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n\n"


def many(part, length=LENGTH):
    """As many of a part, numbered, as fill the length."""
    parts = []
    while length > 0:
        parts.append(part.format(number=len(parts)))
        length -= len(parts[-1])
    return "".join(parts)


def blocks():
    """A class for each block, and a net of all; each class is named once more in the net."""
    defined = many(BLOCK, LENGTH - 3000)
    return defined + NET.format(blocks=", ".join(f"Block{i}(16)" for i in range(defined.count("class "))))


# {name: (framework, text)}
LONG = {
    "Keras, joined": (
        "keras",
        f"{KERAS}def build():\n    x = inputs = keras.Input((64, 64, 3))\n{many(JOINED, LENGTH - 300)}"
        "    return keras.Model(inputs, x)\n\nmodel = build()\n",
    ),
    "Keras, Sequential": (
        "keras",
        f"{KERAS}model = keras.Sequential([\n    keras.Input((64, 64, 3)),\n{many(STACKED, LENGTH - 300)}])\n",
    ),
    "PyTorch, classes": ("pytorch", TORCH + blocks()),
    "PyTorch, Sequential": (
        "pytorch",
        f"{TORCH}model = nn.Sequential(\n{many(LISTED, LENGTH - 300)})\nmodel(torch.randn(1, 16, 8, 8))\n",
    ),
}
# another text each time, as one that was read last is not parsed anew
READ = """([code, round]) => {
  const start = performance.now()
  const follows = document.querySelector("whole-models").follows(code + " ".repeat(round))
  return follows ? performance.now() - start : null
}"""


def opened(browser, address):
    """A page that has loaded both frameworks and read little."""
    page = browser.new_page(viewport={"width": 1200, "height": 900}, bypass_csp=True)
    page.goto(address + "en/shapes/", wait_until="networkidle")
    for code in OTHERS.values():
        page.evaluate(TIMED, code)
    return page


def first(browser, address, code):
    """(scripts, all): milliseconds of the page's own thread for the first paste, the median of several pages."""
    found = []
    for _ in range(FIRSTS):
        page = browser.new_page(viewport={"width": 1200, "height": 900}, bypass_csp=True)
        page.goto(address + "en/shapes/", wait_until="networkidle")
        page.hover("shape-tracer textarea")
        page.wait_for_timeout(REST)
        browser.start_tracing(page=page, categories=CATEGORIES)
        page.evaluate(TIMED, code)
        parts = until(json.loads(browser.stop_tracing())["traceEvents"], "begun", "painted")
        page.close()
        found.append((sum(parts.values()), parts["script"]))
    together, scripts = sorted(found)[FIRSTS // 2]
    return scripts, together


def read(page, code):
    """(cold, warm): milliseconds of reading alone."""
    assert len(code) <= 100_000, len(code)
    cold, *others = [page.evaluate(READ, [code, number]) for number in range(ROUNDS)]
    return cold, median(others[ROUNDS // 3 :])


def painted(page, framework, code):
    """Milliseconds until the verdict on it is painted, pasted over a small text."""
    found = []
    for number in range(5):
        page.evaluate(TIMED, OTHERS[framework])
        page.wait_for_timeout(300)
        found.append(page.evaluate(TIMED, code + " " * number)[0])
    return median(found)


def report(browser, homes):
    """Prints, for each of the served sites, the work for a first paste, and ms of reading and until the verdict is painted."""
    print(
        "a paste of 98 KB: ms of work for the first, scripts and all; of reading it cold, warm, until its verdict is painted"
    )
    for name, (framework, code) in LONG.items():
        cells = []
        for home in homes:
            page = opened(browser, home)
            cold, warm = read(page, code)
            scripts, together = first(browser, home, code)
            times = scripts, together, cold, warm, painted(page, framework, code)
            cells.append("".join(f"{ms:7.0f}" for ms in times))
            page.close()
        print(f"  {name:22}", *cells, sep="   |", flush=True)


def main(sites):
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        report(browser, [stack.enter_context(serve(site)) for site in sites])
        browser.close()


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
