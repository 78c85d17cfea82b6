"""How soon the explorer is drawn anew on a slow phone, two builds side by side: usage: redraw.py SITE [OTHER_SITE …] [rounds]

From an input event to the end of the task in which the browser has laid out and painted what follows from it, at the
explorer's largest setting; and beside it what the browser needs for a frame in which nothing changes, and for one in which only a
slider's thumb moves and a dot is drawn. The sites take turns, so that what else the machine does falls on both alike.
"""

import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright
from served import FLAGS, chromium_path, serve

from instruments import INSTRUMENTS

ROUNDS, FRAME_MS, SLOWED = 80, 16.7, 4
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
LEAST = {
    "(nothing)": "() => '(nothing)'",
    "(thumb and dot)": """round => {
      const slider = document.querySelector("conv-explorer .line:not([hidden]) .dial:not([hidden]) input")
      slider.value = round % 2 ? slider.min : slider.max
      document.querySelector("conv-explorer .box canvas").getContext("2d").fillRect(round % 9, 0, 1, 1)
      return "(thumb and dot)"
    }""",
}
# [control, ms of the event itself, ms until it is painted, ms of work from then on until all is at rest]
TIMED = """async ([change, round]) => {
  const box = document.querySelector("conv-explorer .box")
  const next = () => new Promise(done => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = done
    port2.postMessage(0)
  })
  await new Promise(requestAnimationFrame)
  await next()  // an event falls between two frames
  const start = performance.now()
  const control = eval(change)(round)
  const handled = performance.now()
  await new Promise(requestAnimationFrame)
  await next()
  const painted = performance.now()
  let later = 0
  for (let before = painted, now; box.ariaBusy !== "false" || before - painted < 400; before = now) {
    await next()
    now = performance.now()
    if (now - before > 1) later += now - before  // no task takes as long that does nothing
  }
  return [control, handled - start, painted - start, later]
}"""


def opened(playwright, home):
    """The explorer at its largest setting, at rest, on a phone slowed so many times."""
    address, change = INSTRUMENTS["explorer"]
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
    page = browser.new_context(**PHONE, bypass_csp=True, reduced_motion="reduce").new_page()
    page.goto(home + address, wait_until="networkidle")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    changes = [change, *LEAST.values()]
    return lambda number: [page.evaluate(TIMED, [one, number]) for one in changes]


def main(sites, rounds=ROUNDS):
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        drawn = {site: opened(playwright, stack.enter_context(serve(site))) for site in sites}
        times = {site: [] for site in sites}
        for number in range(rounds):
            for site, change in drawn.items():
                times[site] += change(number)
    print(
        f"milliseconds, a processor slowed {SLOWED} times (a frame has {FRAME_MS}): handled, painted, later"
    )
    for control in [*dict.fromkeys(control for control, *_ in times[sites[0]]), "all"]:
        print(f"  {control:16}", *(f"  {medians(times[site], control)}" for site in sites))


def medians(times, control):
    chosen = [ms for name, *ms in times if control == name or (control == "all" and name not in LEAST)]
    return "".join(f"{median(part):7.1f}" for part in zip(*chosen, strict=True))


if __name__ == "__main__":
    counts = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    main([Path(argument) for argument in sys.argv[1:] if not argument.isdigit()], *counts)
