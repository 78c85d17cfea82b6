"""The real site, or a throw-away one built with its configuration, in the system's Chromium."""

import fcntl
import json
import os
import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
import served
from engines import ENGINES, Missing
from served import serve
from watched import Watched

from sitebuild.pages.page import ROOT

VIEWPORT = {"width": 1280, "height": 720}
SHIFTS = """new Promise(done => {
  let sum = 0
  new PerformanceObserver(list => { for (const { value } of list.getEntries()) sum += value })
    .observe({ type: "layout-shift", buffered: true })
  setTimeout(() => done(sum), 300)
})"""

# of each result of the search: not what is folded away, and of what is cut off below not what shows less than its first line
SEEN = """all => {
  const end = document.querySelector(".md-search__scrollwrap").getBoundingClientRect().bottom
  return all.map(item => [...item.querySelectorAll("a")].filter(link => {
    const { top, height, width } = (link.querySelector("h1, h2") ?? link).getBoundingClientRect()
    const shown = link.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    return shown && width && height && top + height <= end
  }).map(link => link.href))
}"""


def build(config, site, *options, **environment):
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", *options, "-f", config, "-d", site]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module", params=ENGINES)
def engine(request):
    """Each of the browser engines, at its start; skipped, with the reason, where one is not installed."""
    try:
        with ENGINES[request.param]("light") as engine:
            yield engine
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """A function: name, what makes a site in a directory → the directory, made once for all of pytest's processes."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made_once(name, make):
        directory = base / name / "site"
        with open(base / f"{name}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not directory.exists():  # which comes when a build has succeeded, all of it at once
                directory.parent.mkdir(exist_ok=True)
                make(directory)
        return directory

    return made_once


@pytest.fixture(scope="session")
def built(once):
    """A function: name, environment → the directory of the real site."""
    return lambda name, **environment: once(
        name, lambda site: build(ROOT / "mkdocs.yml", site, "--strict", **environment)
    )


@pytest.fixture(scope="session")
def site(built):
    """The directory of the real site."""
    return built("real")


@pytest.fixture(scope="session")
def pages(site):
    """Where the pages are below the site's address, without the slash at their end; the home pages are "." and "en"."""
    return sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))


@pytest.fixture(scope="session")
def folder(built):
    """The address of the edition that opens from a folder, which has a blank in its name."""
    return f"{built('a folder', OFFLINE='true').as_uri()}/"


@pytest.fixture(scope="session")
def home(site):
    # below a path, as where GitHub Pages hosts a project
    with serve(site.parent) as address:
        yield f"{address}site/"


@pytest.fixture(scope="module")
def watched_home(site):
    with serve(site, Watched) as address:
        yield address


def build_pages(pages, site):
    """A site of these pages, {"ko/page.md": text, …}, configured as the real one."""
    directory = site.parent
    for name, text in {"ko/index.md": "", "en/index.md": "", **pages}.items():
        path = directory / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    for language, config in (("ko", "mkdocs.yml"), ("en", "mkdocs.en.yml")):
        overrides = {
            "INHERIT": str(ROOT / config),
            "docs_dir": language,
            "nav": None,
            "watch": [],
            "theme": {"custom_dir": str(ROOT / "docs/theme")},
            "plugins": {"notebooks": {"enabled": False}},
        }
        (directory / config).write_text(json.dumps(overrides))  # JSON is YAML
    build(directory / "mkdocs.yml", site)


@pytest.fixture(scope="session")
def samples(once):
    """The address of the pages in samples/: one site for the tests that need no other."""
    folder = Path(__file__).with_name("samples")
    pages = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.md")}
    with serve(once("samples", lambda site: build_pages(pages, site))) as address:
        yield address


@pytest.fixture(scope="module")
def throw_away(tmp_path_factory):
    """A function: {"ko/page.md": text, …} → the address of a site of these alone."""
    with ExitStack() as servers:

        def publish(pages):
            site = tmp_path_factory.mktemp("throw-away") / "site"
            build_pages(pages, site)
            return servers.enter_context(serve(site))

        yield publish


@pytest.fixture(scope="session")
def chromium():
    browser = served.chromium()
    if browser is None:
        pytest.skip(f"no Chromium: none of {', '.join(served.NAMES)} is on the path")
    return browser


@pytest.fixture(scope="session")
def contexts(chromium):
    """A function: options → the browser context that has them. It is made once: in a new one a page costs three times as much."""
    made = {}

    def having(options):
        name = json.dumps(options, sort_keys=True)
        if name not in made:
            made[name] = chromium.new_context(**options)
        return made[name]

    return having


@pytest.fixture(scope="module")
def search(chromium, home):
    """A function: language folder, query → for each result, best first, the addresses that a reader sees without scrolling."""
    page = chromium.new_page()

    def says(pattern):
        page.locator(".md-search-result__meta", has_text=re.compile(pattern)).wait_for(timeout=10_000)

    def answer(language, query):
        if page.url != home + language:
            page.goto(home + language)
        box = page.locator("input.md-search__input")
        for text, meta in [("", "찾을 말|to start"), (query, r"\d|절이 없다|No matching")]:
            box.fill(text)
            box.press("End")  # Material searches when a key goes up
            says(meta)
        found = page.locator(".md-search-result__item").evaluate_all(SEEN)
        # ?h= has the words that the page is to mark
        return [[re.sub(r"\?[^#]*", "", link.removeprefix(home)) for link in links] for links in found]

    yield answer
    page.close()


@pytest.fixture(scope="module")
def kept():
    """Tabs that a module's tests open their pages in, one after the other, by their options."""
    tabs = {}
    yield tabs
    for page in tabs.values():
        page.close()


@pytest.fixture
def tab(chromium, contexts, kept):
    """A function: options of a browser context → a new tab, closed after the test; what it stored is gone with it.

    `page.faults` are the errors in it so far. With `idle` the browser always has time, so that a page that has loaded is
    whole. With `new` the reader has never been here: nothing has been fetched before, and a `clock` that is installed stands
    still for no other test. With `again` it may be the tab of a test before, at half the cost, to which nothing may be added
    that stays (`on`, `route`, `add_init_script`).
    """
    with ExitStack() as stack:

        def open_tab(idle=False, new=False, again=False, viewport=VIEWPORT, **options):
            if again:
                return taken_again(viewport, options)
            context = stack.enter_context(chromium.new_context(**options)) if new else contexts(options)
            page = opened(context)
            stack.callback(page.close)
            stack.callback(forget, page)
            if not new:
                stack.callback(keeps_time, page)
            page.set_viewport_size(viewport)
            if idle:
                page.add_init_script("window.requestIdleCallback = then => then()")
            return page

        def taken_again(viewport, options):
            name = json.dumps(options, sort_keys=True)
            if name not in kept:
                kept[name] = opened(contexts(options))
            page = kept[name]
            stack.callback(forget, page)
            page.goto("about:blank")  # or an address that differs in its fragment only would not be opened
            page.set_viewport_size(viewport)
            page.emulate_media(media="null")
            page.mouse.move(0, 0)
            page.faults.clear()
            return page

        yield open_tab


def opened(context):
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda said: said.type == "error" and page.faults.append(said.text))
    return page


def keeps_time(page):
    """Where a clock stands still no frame comes: a test that waits for one in another tab of the context waits for ever."""
    frames = page.evaluate("Function.prototype.toString.call(requestAnimationFrame)")
    assert "native code" in frames, "a clock was installed: open the tab with new=True"


def forget(page):
    """Clear what the tab's site has stored."""
    if page.url != "about:blank":
        origin = "/".join(page.url.split("/")[:3])
        clear = {"origin": origin, "storageTypes": "local_storage"}
        page.context.new_cdp_session(page).send("Storage.clearDataForOrigin", clear)


@pytest.fixture
def shifts():
    """A function: a tab → how much its page has moved by itself so far."""
    return lambda page: page.evaluate(SHIFTS)


@pytest.fixture(scope="session")
def seen():
    """A JavaScript function → what a reader who scrolls from the top of the page to its end sees wrong."""
    return Path(__file__).with_name("seen.js").read_text("utf-8")
