"""How soon the explorer is drawn anew on a slow phone, builds side by side: usage: redraw.py SITE [OTHER_SITE …] [rounds]

Part by part (traced.py), at the explorer's largest setting: the event with the frame that paints the picture, the frame after it
in which the words are written, and all that follows when the picture is at rest. Beside it what the browser needs for a frame in
which nothing changes, and for one in which only a slider's thumb moves and a dot is drawn: no page does with less. And how many
frames come in time while a slider is dragged, another value each frame. The sites take turns, so that what else the machine does
falls on all alike.
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


# a slider dragged back and forth, so many times, from its least value to its most: ms from each frame to the next
DRAG = """async ([name, drags]) => {
  const slider = [...document.querySelectorAll(`conv-explorer input[name=${name}]`)].find(it => it.checkVisibility())
  const [least, most] = [Number(slider.min), Number(slider.max)], frames = []
  const values = Array.from({ length: most - least + 1 }, (_, value) => least + value)
  for (const value of Array(drags).fill([...values, ...values.slice(1, -1).reverse()]).flat()) {
    frames.push(await new Promise(requestAnimationFrame))
    slider.value = value
    slider.dispatchEvent(new Event("input", { bubbles: true }))
  }
  await new Promise(done => setTimeout(done, 800))  // no instrument waits longer before it does what may wait
  return frames.slice(1).map((time, at) => time - frames[at])
}"""
# of each argument: how often in a turn
DRAGGED = {
    "step": 1,
    "height": 8,
    "kernel_size": 8,
    "strides": 8,
}
TURNS = 4


def opened(playwright, home):
    """The explorer at its largest setting, at rest, on a phone slowed so many times."""
    address, _ = INSTRUMENTS["explorer"]
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
    page = browser.new_context(**PHONE, bypass_csp=True, reduced_motion="reduce").new_page()
    page.goto(home + address, wait_until="networkidle")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    return browser, page


def measured(browser, page, numbers):
    acts = [INSTRUMENTS["explorer"][1], *LEAST.values()]
    return changes(browser, page, [(act, number) for number in numbers for act in acts])


def main(sites, rounds=ROUNDS):
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        pages = {site: opened(playwright, stack.enter_context(serve(site))) for site in sites}
        report_drags({site: page for site, (_, page) in pages.items()})
        found = {site: [] for site in sites}
        for start in range(0, rounds, AT_ONCE):
            for site, (browser, page) in pages.items():
                found[site] += measured(browser, page, range(start, min(start + AT_ONCE, rounds)))
    report(found, rounds)


def report_drags(pages):
    """Prints, for each slider and site, of how many frames so many came within one frame's time, and within two."""
    print(
        f"frames while a slider is dragged, a processor slowed {SLOWED} times: in time, one late, later, all"
    )
    for name, drags in DRAGGED.items():
        found = {site: [] for site in pages}
        for _ in range(TURNS):
            for site, page in pages.items():
                found[site] += page.evaluate(DRAG, [name, drags])
        for site, times in found.items():
            late = [round(ms / FRAME_MS) - 1 for ms in times]
            counts = [sum(one < 1 for one in late), late.count(1), sum(one > 1 for one in late), len(late)]
            print(f"  {name:16}", *(f"{count:6}" for count in counts), f"  {site}")


def report(found, rounds):
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
