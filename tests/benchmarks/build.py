"""How long builds take: this site beside the same pages without figures and as mkdocs-jupyter notebooks.

Run by `make bench`, not by the tests. All sites take turns in one run, and only ratios within it mean anything.
`python tests/benchmarks/build.py 5` takes five rounds; three is the default.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "hooks"))

import sites
from pages import Page, all_pages

SITES = {
    "this site": sites.ours,
    "no figures": sites.plain,
    "notebooks": sites.executed,
    "notebooks, no TF": sites.drawn,
}
LIMIT = 900  # seconds a build may take


def build(place):
    """Seconds that one build of both languages takes; ends the run where it fails."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    quiet = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3", "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=place, env=quiet, capture_output=True, text=True, timeout=LIMIT)
    taken = time.perf_counter() - start
    if done.returncode or not (place / "site/en/index.html").is_file():
        sys.exit(f"The benchmark's build of {place.name!r} failed:\n{done.stdout}{done.stderr}")
    return taken


def cold(source, places, count):
    for place in places:
        shutil.rmtree(place / ".cache", ignore_errors=True)


def warm(source, places, count):
    pass


def prose(source, places, count):
    """A sentence more on the page with the most figures."""
    with _fullest(source).path.open("a", encoding="utf-8") as page:
        page.write(f"\n\nEdited {count} times.\n")


def snippet(source, places, count):
    """A line more in the first figure of that page."""
    _, figure = next(iter(_fullest(source).figures))
    path = source / "snippets" / f"{figure['name']}.py"
    main = 'if __name__ == "__main__":'
    path.write_text(path.read_text("utf-8").replace(main, f"edited = {count}\n\n{main}"), "utf-8")


def _fullest(source):
    return max(map(Page, all_pages(source / "docs")), key=lambda page: len(list(page.figures)))


BUILDS = {
    "cold": cold,
    "warm": warm,
    "after a prose edit": prose,
    "after a snippet edit": snippet,
}


def measure(scratch, rounds):
    """{(build, site): seconds of each round}"""
    source = scratch / "source"
    source.mkdir()
    sites.ours(ROOT, source)
    places = {name: scratch / name for name in SITES}
    times = {(kind, name): [] for kind in BUILDS for name in SITES}
    for count in range(rounds):
        for kind, prepare in BUILDS.items():
            prepare(source, places.values(), count)
            for name, write in SITES.items():
                for stale in "docs", "snippets":
                    shutil.rmtree(places[name] / stale, ignore_errors=True)
                places[name].mkdir(exist_ok=True)
                write(source, places[name])
                times[kind, name].append(build(places[name]))
                print(f"{count + 1}/{rounds} {kind}, {name}: {times[kind, name][-1]:.2f} s", file=sys.stderr)
    return times


def main(rounds=3):
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        times = measure(Path(scratch).resolve(), rounds)
    print(f"\nSeconds for both languages, median of {rounds} rounds (beside this site)\n")
    print(f"{'':22}" + "".join(f"{name:>20}" for name in SITES))
    for kind in BUILDS:
        taken = {name: median(times[kind, name]) for name in SITES}
        row = "".join(f"{t:11.2f} ({t / taken['this site']:5.2f}×)" for t in taken.values())
        print(f"{kind:22}{row}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
