"""Chromium, Firefox and WebKit behind one interface, so that what a reader does is written once and done in each.

Firefox is spoken to by WebDriver BiDi, which it understands itself, WebKit by its own WebDriver; Selenium speaks both.
"""

import base64
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.bidi.common import command_builder
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.websocket_connection import WebSocketConnection
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from served import NAMES, chromium

HEIGHT = 800  # of the window, in pixels
SECONDS = 60  # the longest that a browser may take for an answer
PATIENCE = 20  # seconds in which what was asked of a page is to come true
# the middle of the first element of a selector, or of its first words, scrolled to and at rest, and what lies over it there
PLACE = """(async () => {
  const frame = () => new Promise(requestAnimationFrame)
  // who sees a link of the header does not scroll to it
  const isInSight = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    const seen = (y) => element.contains(document.elementFromPoint((left + right) / 2, y))
    return seen(top + 1) && seen((top + bottom) / 2) && seen(bottom - 1)
  }
  let element, x, y, before
  for (let frames = 0; !frames || before !== `${x} ${y}`; frames++) {
    if (frames > 600) throw new Error("never comes to rest")
    element = document.querySelector(%s)
    if (!isInSight(element)) element.scrollIntoView({ block: "center", behavior: "instant" })
    await frame()
    await frame()
    const words = document.createRange()
    words.selectNodeContents(element)
    const [{ left, right, top, bottom }] = element.innerText?.trim() ? words.getClientRects() : element.getClientRects()
    before = `${x} ${y}`
    x = Math.round((left + right) / 2)
    y = Math.round((top + bottom) / 2)
  }
  const upper = document.elementFromPoint(x, y)
  const free = upper && (element.contains(upper) || upper.contains(element) || upper.closest("label")?.contains(element))
  return { x, y, over: free ? "" : upper?.outerHTML.slice(0, 100) ?? "the window's edge" }
})()"""

# what WebKit tells a page of one finger; where the page does not keep it, it scrolls, and the page is told no more of it
FINGER = """(places => {
  const [[x, y], ...others] = places, element = document.elementFromPoint(x, y)
  const often = { bubbles: true, cancelable: true }
  const tell = (type, [clientX, clientY], buttons) => element.dispatchEvent(new PointerEvent(type, {
    ...often, pointerType: "touch", pointerId: 1, isPrimary: true, clientX, clientY, buttons,
  }))
  tell("pointerdown", places[0], 1)
  const start = Object.assign(new Event("touchstart", often), { touches: [{ clientX: x, clientY: y }] })
  const isKept = !element.dispatchEvent(start)
  for (const place of isKept ? others : others.slice(0, 1)) tell("pointermove", place, 1)
  tell(isKept || !others.length ? "pointerup" : "pointercancel", places.at(-1), 0)
  if (!others.length) element.dispatchEvent(new MouseEvent("click", often))
})(%s)"""


class Missing(Exception):
    """An engine is not installed; the message says what would bring it."""


class Engine:
    """One tab of one browser; its parts that differ are the methods that raise NotImplementedError."""

    def open(self, address: str) -> None:
        """Go to an address, and wait until the page has loaded."""
        raise NotImplementedError

    def evaluate(self, expression: str):
        """The value of a JavaScript expression, as JSON has it; a promise is waited for."""
        raise NotImplementedError

    def resize(self, width: int, height: int = HEIGHT) -> None:
        """What the page has for itself, in CSS pixels."""
        raise NotImplementedError

    def screenshot(self) -> bytes:
        """What is seen, as PNG."""
        raise NotImplementedError

    def complaints(self) -> list[str]:
        """The errors that the browser itself told since it was asked last."""
        return []

    def point(self, x: int, y: int, press: bool) -> None:
        raise NotImplementedError

    def drag(self, kind: str, places: list[tuple[int, int]]) -> None:
        """Press at the first place and go on to the others, with a "mouse" or by "touch"; at one place it is a press or a tap."""
        raise NotImplementedError

    def keys(self, keys: list[str], held: list[str]) -> None:
        """Press keys, named as in KeyboardEvent.key, one after the other while others are held."""
        raise NotImplementedError

    def until(self, condition: str) -> None:
        """Wait for a JavaScript condition, whatever pages come and go meanwhile."""
        end, trouble = time.monotonic() + PATIENCE, None
        while time.monotonic() < end:
            try:
                if self.evaluate(f"!!({condition})"):
                    return
            except Exception as error:  # the page is just being left; each engine has its own words for it
                trouble = error
            time.sleep(0.02)
        raise AssertionError(f"never so: {condition} {trouble or ''}")

    def place(self, selector: str) -> tuple[int, int]:
        self.until(f"document.querySelector({json.dumps(selector)})?.getClientRects().length")
        found = self.evaluate(PLACE % json.dumps(selector))
        assert not found["over"], f"{selector} is covered by {found['over']}"
        return found["x"], found["y"]

    def click(self, selector: str) -> None:
        self.point(*self.place(selector), press=True)

    def hover(self, selector: str) -> None:
        self.point(*self.place(selector), press=False)

    def type(self, text: str) -> None:
        self.keys(list(text), [])

    def press(self, key: str) -> None:
        """One key, or with others: "Control+V"."""
        *held, last = key.split("+")
        self.keys([last.lower() if held else last], held)

    def choose(self, selector: str, value: str) -> None:
        """Set a select, whose list is the system's own and no part of the page."""
        chosen = "new Event(type, { bubbles: true })"
        self.evaluate(
            f"(it => {{ it.value = {json.dumps(value)}; for (const type of ['input', 'change']) it.dispatchEvent({chosen}) }})"
            f"(document.querySelector({json.dumps(selector)}))"
        )

    def back(self, pages: int = 1) -> None:
        self.evaluate(f"setTimeout(() => history.go({-pages}))")


class Chromium(Engine):
    def __init__(self, page):
        self.page, self.heard = page, []
        page.on("console", lambda said: said.type == "error" and self.heard.append(said.text))
        page.on("pageerror", lambda error: self.heard.append(str(error)))

    def open(self, address):
        self.page.goto(address)

    def evaluate(self, expression):
        # a bare function would be called; Playwright itself would wait for a promise for ever
        late = f"new Promise((_, refuse) => setTimeout(refuse, {SECONDS * 1000}, 'no answer'))"
        return self.page.evaluate(f"() => Promise.race([{expression}, {late}])")

    def resize(self, width, height=HEIGHT):
        self.page.set_viewport_size({"width": width, "height": height})

    def screenshot(self):
        return self.page.screenshot()

    def complaints(self):
        heard, self.heard[:] = list(self.heard), []
        return heard

    def point(self, x, y, press):
        self.page.mouse.move(x, y)
        if press:
            self.page.mouse.click(x, y)

    def drag(self, kind, places):
        if kind == "mouse":
            self.page.mouse.move(*places[0])
            self.page.mouse.down()
            for place in places[1:]:
                self.page.mouse.move(*place)
            return self.page.mouse.up()
        session = self.page.context.new_cdp_session(self.page)
        session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
        for number, (x, y) in enumerate(places):
            finger = {"type": "touchMove" if number else "touchStart", "touchPoints": [{"x": x, "y": y}]}
            session.send("Input.dispatchTouchEvent", finger)
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        session.detach()

    def keys(self, keys, held):
        for key in keys:
            self.page.keyboard.press("+".join([*held, key]))


class Driven(Engine):
    """An engine that takes W3C's actions."""

    def act(self, actions: list[dict]) -> None:
        raise NotImplementedError

    def point(self, x, y, press):
        moves = [{"type": "pointerMove", "x": x, "y": y, "duration": 0, "origin": "viewport"}]
        if press:
            moves += [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self.act([{**pointing("mouse"), "actions": moves}])

    def drag(self, kind, places):
        first, *others = [
            {"type": "pointerMove", "x": x, "y": y, "duration": 0, "origin": "viewport"} for x, y in places
        ]
        down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        self.act([{**pointing(kind), "actions": [first, down, *others, up]}])

    def keys(self, keys, held):
        down, up = ([{"type": kind, "value": coded(key)} for key in held] for kind in ("keyDown", "keyUp"))
        pressed = [{"type": kind, "value": coded(key)} for key in keys for kind in ("keyDown", "keyUp")]
        self.act([{"type": "key", "id": "keyboard", "actions": [*down, *pressed, *up]}])


def pointing(kind):
    return {"type": "pointer", "id": kind, "parameters": {"pointerType": kind}}


def coded(key):
    """The character that stands for a key in W3C's actions: ArrowRight → U+E014."""
    return key if len(key) == 1 else getattr(Keys, re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).upper())


class Firefox(Driven):
    def __init__(self, address):
        self.connection = WebSocketConnection(address, SECONDS, 0.002)
        self.heard = []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded"])
        self.connection.add_callback(LogEntry, self.listen)
        self.tab = self.send("browsingContext.create", type="tab")["context"]  # the first tab has no focus

    def send(self, method, **parameters):
        return self.connection.execute(command_builder(method, parameters))

    def listen(self, entry):
        # of a formula of which a part has not arrived yet; test_engines.py counts the parts of each
        is_early = "Incorrect number of children" in entry["text"]
        if entry["level"] == "error" and not is_early:
            self.heard.append(entry["text"])

    def open(self, address):
        self.send("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def evaluate(self, expression):
        answer = self.send(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then(JSON.stringify)",
            target={"context": self.tab},
            awaitPromise=True,
            userActivation=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def resize(self, width, height=HEIGHT):
        size = {"width": width, "height": height}
        self.send("browsingContext.setViewport", context=self.tab, viewport=size)

    def screenshot(self):
        return base64.b64decode(self.send("browsingContext.captureScreenshot", context=self.tab)["data"])

    complaints = Chromium.complaints

    def act(self, actions):
        self.send("input.performActions", context=self.tab, actions=actions)


class LogEntry:
    """What Selenium wants to know of an event."""

    event_class = "log.entryAdded"

    @staticmethod
    def from_json(entry):
        return entry


class WebKit(Driven):
    def __init__(self, driver):
        self.driver = driver

    def open(self, address):
        self.driver.get(address)

    def evaluate(self, expression):
        answer = self.driver.execute_async_script(
            f"Promise.resolve().then(() => {expression}).then(value => arguments[0]({{ value }}), "
            "error => arguments[0]({ error: String(error) }))"
        )
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer.get("value")

    def resize(self, width, height=HEIGHT):
        self.driver.set_window_size(width, height)
        self.until(f"innerWidth === {width}")

    def screenshot(self):
        return self.driver.get_screenshot_as_png()

    def act(self, actions):
        self.driver.execute(Command.W3C_ACTIONS, {"actions": actions})

    def drag(self, kind, places):
        """WebKitGTK's driver takes a finger for a mouse: the page is told of it by a script."""
        if kind == "mouse":
            return super().drag(kind, places)
        self.evaluate(FINGER % json.dumps(places))


@contextmanager
def in_chromium(scheme):
    if not (browser := chromium()):
        raise Missing(f"no Chromium: none of {', '.join(NAMES)} is on the path")
    with browser.new_context(color_scheme=scheme, reduced_motion="reduce") as context:
        yield Chromium(context.new_page())


@contextmanager
def firefox(scheme):
    if not (path := shutil.which("firefox-esr") or shutil.which("firefox")):
        raise Missing("no Firefox on the path (Debian: firefox-esr)")
    settings = {
        "layout.css.prefers-color-scheme.content-override": int(scheme == "light"),
        "ui.prefersReducedMotion": 1,
        "app.normandy.enabled": False,  # asks nothing of its makers
        "browser.shell.checkDefaultBrowser": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "dom.w3c_touch_events.enabled": 1,
        "remote.active-protocols": 1,  # BiDi
    }
    with tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as profile:
        lines = [f'user_pref("{name}", {json.dumps(value)});\n' for name, value in settings.items()]
        Path(profile, "user.js").write_text("".join(lines))
        said = Path(profile, "said")
        command = [path, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        with open(said, "w") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
            try:
                address = printed(said, r"BiDi listening on (ws://\S+)", process)
                engine = Firefox(f"{address}/session")
                yield engine
                engine.send("browser.close")
                process.wait(SECONDS)
            finally:
                process.kill()


def printed(path, pattern, process):
    """What a program that starts says of itself."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(pattern, path.read_text(errors="replace")):
            return found[1]
        time.sleep(0.05)
    raise RuntimeError(f"{process.args[0]} does not start:\n{path.read_text(errors='replace')[-2000:]}")


@contextmanager
def webkit(scheme):
    mini = next(iter(sorted(Path("/usr").glob("lib*/**/webkit2gtk-4*/MiniBrowser"))), None)
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    if not (mini and driver and screen):
        raise Missing("no WebKit that can be driven (Debian: webkit2gtk-driver and xvfb)")
    options = Options()
    options.binary_location = str(mini)
    dark = ["--dark-mode"] if scheme == "dark" else []
    for argument in ["--automation", "--full-screen", *dark]:  # full screen has no least width
        options.add_argument(argument)
    with ExitStack() as stack:
        display = stack.enter_context(shown_nowhere(screen))
        service = Service(driver, env={**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11"})
        browser = WebKitGTK(options=options, service=service)
        stack.callback(browser.quit)
        browser.set_script_timeout(SECONDS)
        yield WebKit(browser)


@contextmanager
def shown_nowhere(program):
    """The name of a display that nobody sees."""
    command = [program, "-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield f":{process.stdout.readline().strip()}"
        finally:
            process.terminate()


ENGINES = {"chromium": in_chromium, "firefox": firefox, "webkit": webkit}
