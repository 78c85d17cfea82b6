"""How soon the verdict on a paste is seen on a slow phone: usage: verdict.py FOLDER_OF_PASTES SITE [OTHER_SITE …] [times slowed]

Each file is pasted over a model that fits; from the event of the paste until the verdict has been painted, until all of the
paste stands, the longest task in between, and what the page's own thread works until the verdict has been painted, out of
Chromium's trace: this leaves out what else the machine does. The sites take turns, so that the rest falls on both alike.
"""

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright
from served import FLAGS, chromium_path, serve
from traced import CATEGORIES, until

SLOWED, ROUNDS = 4, 3
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
OTHERS = {
    "keras": "import keras\nmodel = keras.Sequential([keras.Input((9,)), keras.layers.Dense(3)])\nif True:\n    pass\n",
    "pytorch": "import torch\nfrom torch import nn\nmodel = nn.Linear(9, 3)\nmodel(torch.randn(1, 9))\n",
}
# [ms until the verdict is painted, until all stands, of the longest task]; marks for the trace stand at both ends of the first
TIMED = """async code => {
  const area = document.querySelector("shape-tracer textarea"), whole = document.querySelector("whole-models")
  const next = () => new Promise(done => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = done
    port2.postMessage(0)
  })
  // of the verdict that is seen; a text that waits for its framework has none
  const said = () => ["#sm-verdict", "#st-outcome"].map(place => document.querySelector(place))
    .find(verdict => verdict && !verdict.closest("[hidden]"))?.textContent
  const before = said()
  await new Promise(requestAnimationFrame)
  await next()
  const start = performance.now()
  performance.mark("begun")
  area.value = code
  area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }))
  let seen = null, longest = performance.now() - start
  for (let last = start; seen === null || whole.ariaBusy === "true"; ) {
    if (seen === null && said() && said() !== before) {
      await new Promise(requestAnimationFrame)
      await next()
      seen = performance.now() - start
      performance.mark("painted")
      last = performance.now()
    }
    await next()
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (now - start > 20000) return null
  }
  return [seen, performance.now() - start, longest]
}"""


def opened(playwright, home, slowed):
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
    page = browser.new_context(**PHONE, bypass_csp=True, reduced_motion="reduce").new_page()
    page.goto(home + "en/shapes/", wait_until="networkidle")
    for code in OTHERS.values():
        page.evaluate(TIMED, code)  # loads both frameworks
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})

    def timed(code, framework):
        page.evaluate(TIMED, OTHERS[framework])
        page.wait_for_timeout(400)
        browser.start_tracing(page=page, categories=CATEGORIES)
        found = page.evaluate(TIMED, code)
        events = json.loads(browser.stop_tracing())["traceEvents"]
        return found and [*found, sum(until(events, "begun", "painted").values())]

    return timed


def main(folder, sites, slowed):
    pastes = sorted(folder.rglob("*.py"))
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        timers = {site: opened(playwright, stack.enter_context(serve(site)), slowed) for site in sites}
        rows = {site: [] for site in sites}
        for paste in pastes:
            code = paste.read_text("utf-8")
            framework = "pytorch" if "torch" in code else "keras"
            for site, timed in timers.items():
                found = [timed(code, framework) for _ in range(ROUNDS)]
                if None in found:
                    rows[site].append([float("nan")] * 4)
                else:
                    rows[site].append([median(part) for part in zip(*found, strict=True)])
            print(
                f"{paste.stem:40}",
                *("".join(f"{ms:8.0f}" for ms in rows[site][-1]) + "   |" for site in sites),
                flush=True,
            )
    for name, of in ("median", median), ("worst", max):
        print(
            f"{name:40}",
            *(
                "".join(f"{of(part):8.0f}" for part in zip(*rows[site], strict=True)) + "   |"
                for site in sites
            ),
        )


if __name__ == "__main__":
    counts = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    folder, *sites = [Path(argument) for argument in sys.argv[1:] if not argument.isdigit()]
    main(folder, sites, *counts or [SLOWED])
