"""What a change on a page costs the browser, part by part, out of Chromium's own trace: milliseconds of each thread's own
time, so that what else the machine does is left out."""

import json
from bisect import bisect_right
from collections import defaultdict

# an event of the trace: the part that its time belongs to, but for what lies within it; DevTools has the same names
PARTS = {
    "FunctionCall": "script",
    "FireAnimationFrame": "script",
    "TimerFire": "script",
    "EventDispatch": "script",
    "MinorGC": "script",
    "MajorGC": "script",
    "UpdateLayoutTree": "style",
    "Layout": "layout",
    "PrePaint": "prepaint",
    "Paint": "paint",
    "Layerize": "paint",
    "Commit": "commit",
    "LayerTreeHost::DoUpdateLayers": "canvas",  # its pixels, in ordinary memory; where there is a graphics card, that makes them
    "RunTask": "rest",
}
MAIN = list(dict.fromkeys(PARTS.values()))  # of the page's own thread
RASTER = "raster"  # of other threads: the pixels of all but canvases
CATEGORIES = ["-*", "blink.user_timing", "devtools.timeline", "disabled-by-default-devtools.timeline", "cc"]
# the moments of a change; each but the first ends a stretch that is counted apart
MOMENTS = ["begun", "painted", "written", "rested"]
STRETCHES = MOMENTS[1:]
# microseconds in which the task ends that a mark falls into
FRAME = 2000

# an event falls between two frames; the picture is painted in the next one, what is written in the one after it
_ACT = """async ([change, round]) => {
  const next = () => new Promise(done => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = done
    port2.postMessage(0)
  })
  const frame = async () => { await new Promise(requestAnimationFrame); await next() }
  const [name, act] = eval(change)(round)
  await frame()
  performance.mark("begun")
  act()
  await frame()
  performance.mark("painted")
  await frame()
  performance.mark("written")
  await new Promise(done => setTimeout(done, 600))  // no instrument waits longer before it does what may wait
  performance.mark("rested")
  return name
}"""


def changes(browser, page, acts):
    """[(name, {stretch: {part: ms}})]: what each change costs. An act is a function that is given a number, and answers with the
    name of a change and with what makes it: what prepares it is not of the page. The page must allow eval."""
    browser.start_tracing(page=page, categories=CATEGORIES)
    try:
        names = [page.evaluate(_ACT, [act, number]) for act, number in acts]
    finally:
        events = json.loads(browser.stop_tracing())["traceEvents"]
    return list(zip(names, _stretches(events), strict=True))


def until(events, begun, ended):
    """{part: ms} of the page's own thread between two marks; a task in which the last one falls is counted whole."""
    marks = {event["name"]: event for event in events if event["name"] in (begun, ended)}
    main = marks[begun]["pid"], marks[begun]["tid"]
    found = defaultdict(float)
    for end, part, microseconds in _alone([it for it in events if (it.get("pid"), it.get("tid")) == main]):
        if marks[begun]["ts"] < end <= marks[ended]["ts"] + FRAME:
            found[part] += microseconds / 1000
    return found


def _stretches(events):
    """Of each change its stretches, {stretch: {part: ms}}."""
    marks = sorted(
        ((event["ts"], event["name"]) for event in events if event["name"] in MOMENTS),
        key=lambda mark: mark[0],
    )
    [main] = {(event["pid"], event["tid"]) for event in events if event["name"] == "begun"}
    times = [time for time, _ in marks]
    found = [
        {stretch: defaultdict(float) for stretch in STRETCHES} for _ in range(len(marks) // len(MOMENTS))
    ]

    def add(end, part, microseconds):
        place = bisect_right(times, end) - 1  # a task is counted where it ends
        change, moment = divmod(place, len(MOMENTS))
        if 0 <= change < len(found) and moment < len(STRETCHES):
            found[change][STRETCHES[moment]][part] += microseconds / 1000

    own = [event for event in events if (event.get("pid"), event.get("tid")) == main]
    for end, part, microseconds in _alone(own):
        add(end, part, microseconds)
    for event in events:
        if event["name"] == "RasterTask" and event.get("ph") == "X":
            add(event["ts"] + event["dur"], RASTER, event.get("tdur", 0))
    return found


def _alone(events):
    """(end of its task, part, microseconds) of each event of one thread, without those within it."""
    known = [event for event in events if event.get("ph") == "X" and event["name"] in PARTS]
    known.sort(key=lambda event: (event["ts"], -event["dur"]))
    around = []  # [end, part, microseconds], the outermost first
    task = 0
    for event in known:
        while around and event["ts"] >= around[-1][0]:
            yield task, *around.pop()[1:]
        taken = event.get("tdur", 0)
        if around:
            around[-1][2] -= taken
        else:
            task = event["ts"] + event["dur"]
        around.append([event["ts"] + event["dur"], PARTS[event["name"]], taken])
    while around:
        yield task, *around.pop()[1:]
