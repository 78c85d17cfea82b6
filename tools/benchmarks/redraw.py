"""How soon the explorer is drawn anew on a slow phone, builds side by side: usage: redraw.py SITE [OTHER_SITE …] [rounds]

Part by part (traced.py), at the explorer's largest setting: the event with the frame that paints the picture, the frame after it
in which the words are written, and all that follows when the picture is at rest. Beside it what the browser needs for a frame in
which nothing changes, and for one in which only a slider's thumb moves and a dot is drawn: no page does with less. The sites take
turns, so that what else the machine does falls on all alike.
"""

import sys
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright
from served import FLAGS, chromium_path, serve
from traced import MAIN, RASTER, STRETCHES, changes
from verdict import PHONE

from instruments import INSTRUMENTS

ROUNDS, FRAME_MS, SLOWED = 44, 16.7, 4
AT_ONCE = 11  # changes of one site, before it is the other's turn
LEAST = {
    "(nothing)": "() => ['(nothing)', () => {}]",
    "(thumb and dot)": """round => {
      const slider = document.querySelector("conv-explorer .line:not([hidden]) .dial:not([hidden]) input")
      const pen = document.querySelector("conv-explorer .box canvas").getContext("2d")
      return ["(thumb and dot)", () => {
        slider.value = round % 2 ? slider.min : slider.max
        pen.fillRect(round % 9, 0, 1, 1)
      }]
    }""",
}


def opened(playwright, home):
    """The explorer at its largest setting, at rest, on a phone slowed so many times: makes changes by their numbers."""
    address, change = INSTRUMENTS["explorer"]
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
    page = browser.new_context(**PHONE, bypass_csp=True, reduced_motion="reduce").new_page()
    page.goto(home + address, wait_until="networkidle")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    acts = [change, *LEAST.values()]
    return lambda numbers: changes(browser, page, [(act, number) for number in numbers for act in acts])


def main(sites, rounds=ROUNDS):
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        drawn = {site: opened(playwright, stack.enter_context(serve(site))) for site in sites}
        found = {site: [] for site in sites}
        for start in range(0, rounds, AT_ONCE):
            for site, change in drawn.items():
                found[site] += change(range(start, min(start + AT_ONCE, rounds)))
    print(
        f"milliseconds of the page's own thread, a processor slowed {SLOWED} times (a frame has {FRAME_MS});"
    )
    print(f"of each part the least quarter of {rounds} changes, raster on other threads")
    for stretch in STRETCHES:
        for site, changed in found.items():
            print(f"\n{stretch}, {site}", " " * 9, *(f"{part:>9}" for part in [*MAIN, "together", RASTER]))
            for control in [*dict.fromkeys(control for control, _ in changed), "all"]:
                taken = [
                    parts[stretch]
                    for name, parts in changed
                    if name == control or (control == "all" and name not in LEAST)
                ]
                print(f"  {control:16}", *(f"{ms:9.1f}" for ms in quarters(taken)))


def quarters(taken):
    """Of each part, of the whole thread, and of raster, what a quarter stays within: the rest met other work of the machine."""
    own = [[sum(parts[part] for part in MAIN) for parts in taken]]
    columns = [*([parts[part] for parts in taken] for part in MAIN), *own, [parts[RASTER] for parts in taken]]
    return [sorted(column)[len(column) // 4] for column in columns]


if __name__ == "__main__":
    counts = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    main([Path(argument) for argument in sys.argv[1:] if not argument.isdigit()], *counts)
