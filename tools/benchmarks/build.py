"""How long builds take: this site beside the same pages without figures, as notebooks and as a Jupyter Book.

Run by `make bench`, not by the tests. All sites take turns in one run, and only ratios within it mean anything.
`python tools/benchmarks/build.py 5` takes five rounds; three is the default. What executes notebooks is slow: it builds
two chapters, and few of the small pages, with this site's build of just these beside it.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from functools import partial
from math import nan
from pathlib import Path
from statistics import median

import book
import growth
import reloads
import sites

from sitebuild.pages.page import Page, all_pages

LIMIT = 900  # seconds a build may take
CHAPTERS = "convolution", "conv2d_transpose"
COUNTS, FEW = (10, 50, 200), (5, 20)  # of the small pages
AT_HAND = sites.OURS, sites.PLAIN


def environment(scratch):
    """What each build gets; one kernel for all, the Python of this site, also where a tool has its own Python."""
    kernel = scratch / "jupyter/kernels/site/kernel.json"
    kernel.parent.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel.write_text(json.dumps({"argv": argv, "display_name": "Python of this site", "language": "python"}))
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "NO_MKDOCS_2_WARNING": "1"}
    return os.environ | quiet | {"JUPYTER_PATH": str(scratch / "jupyter")}


def prose(source, count):
    """A sentence more on the page with the most figures."""
    with _fullest(source).path.open("a", encoding="utf-8") as page:
        page.write(f"\n\nEdited {count} times.\n")


def snippet(source, count):
    """A line more in the first figure of that page."""
    _, figure = next(iter(_fullest(source).figures))
    path = source / "snippets" / f"{figure['name']}.py"
    main = 'if __name__ == "__main__":'
    path.write_text(path.read_text("utf-8").replace(main, f"edited = {count}\n\n{main}"), "utf-8")


def _fullest(source):
    return max(map(Page, all_pages(source / "docs")), key=lambda page: len(list(page.figures)))


def _nothing(source, count):
    pass


EDITS = {
    "cold": _nothing,
    "warm": _nothing,
    "after a prose edit": prose,
    "after a snippet edit": snippet,
}


class Bench:
    """Sites of one source, side by side; `seconds` of each (row, site)."""

    def __init__(self, place, write, chosen):
        self.place, self.chosen, self.seconds = place, chosen, defaultdict(list)
        self.source = place / "source"
        self.source.mkdir(parents=True)
        self.environment = environment(place)
        write(self.source)

    def builds(self, rounds, edits=EDITS):
        for count in range(rounds):
            for row, edit in edits.items():
                edit(self.source, count)
                for site in self.chosen:
                    if row == "cold":
                        shutil.rmtree(self.place / site.name, ignore_errors=True)
                    self._note(row, site, self._build(site))

    def reloads(self, rounds, served):
        """From a save to the page in the reader's browser; ask after `builds`, so that nothing is cold."""
        page = _fullest(self.source).path
        path = f"en/{page.stem}/" if page.parent.name == "en" else f"{page.stem}/"
        for site in served:
            place = self.place / site.name
            save = partial(sites.update, place, self.source, site.write)
            save()  # or the first one under way would hold the edits made for the sites before
            with reloads.server(place, self._environment(place)) as address:
                for count in range(rounds):
                    mark = f"{site.name}, {count}"
                    prose(self.source, mark)
                    self._note("served, prose edit", site, reloads.reloaded(address + path, save, mark))
                    snippet(self.source, repr(f"{mark}, snippet"))
                    # in a notebook it is one of the cells
                    seen = f"{mark}, snippet" if site in sites.NOTEBOOKS else mark
                    self._note("served, snippet edit", site, reloads.reloaded(address + path, save, seen))

    def table(self, title):
        print(f"\n{title}: median seconds (beside this site)\n")
        print(f"{'':22}" + "".join(f"{site.name:>20}" for site in self.chosen))
        for row in dict.fromkeys(row for row, _ in self.seconds):
            taken = [median(self.seconds.get((row, site.name), [nan])) for site in self.chosen]
            print(f"{row:22}" + "".join(f"{t:11.2f} ({t / taken[0]:5.2f}×)" for t in taken))

    def _build(self, site):
        """Seconds that one build of both languages takes; ends the run where it fails."""
        place = self.place / site.name
        sites.update(place, self.source, site.write)
        start = time.perf_counter()
        for command in site.commands:
            done = subprocess.run(
                command,
                cwd=place,
                env=self._environment(place),
                capture_output=True,
                text=True,
                timeout=LIMIT,
            )
            if done.returncode:
                sys.exit(f"The benchmark's build of {site.name!r} failed:\n{done.stdout}{done.stderr}")
        taken = time.perf_counter() - start
        if not (place / site.built).is_file():
            sys.exit(f"The benchmark's build of {site.name!r} wrote no {site.built}")
        return taken

    def _environment(self, place):
        return self.environment | {"PYTHONPATH": str(place / "snippets")}

    def _note(self, row, site, seconds):
        self.seconds[row, site.name].append(seconds)
        print(f"{row}, {site.name}: {seconds:.2f} s", file=sys.stderr)


def grown(scratch, chosen, counts):
    """What each page more costs, with a figure of its own, in both languages."""
    rows = {row: EDITS[row] for row in ("cold", "warm")}
    seconds = defaultdict(list)
    for count in counts:
        bench = Bench(scratch / str(count), partial(growth.source, count=count), chosen)
        bench.builds(1, rows)
        for key, (taken,) in bench.seconds.items():
            seconds[key].append(taken)
        shutil.rmtree(bench.place)
    print(f"\nSites of {', '.join(map(str, counts))} pages, a figure on each: seconds; seconds a page more\n")
    for (row, name), taken in seconds.items():
        each = ", ".join(f"{t:.2f}" for t in taken)
        print(f"{row:6}{name:>20}  {each:>22}; {growth.slope(counts, taken):.3f}")


def main(rounds=3):
    executing = (*sites.NOTEBOOKS, *book.available())
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        scratch = Path(directory).resolve()

        bench = Bench(scratch / "whole", sites.source, AT_HAND)
        bench.builds(rounds)
        bench.reloads(rounds, AT_HAND)
        bench.table("The whole site")

        bench = Bench(scratch / "two", partial(sites.source, chapters=CHAPTERS), (*AT_HAND, *executing))
        bench.builds(rounds)
        bench.reloads(rounds, (*AT_HAND, *sites.NOTEBOOKS))  # a book has no server
        bench.table("Two chapters")

        grown(scratch / "pages", AT_HAND, COUNTS)
        grown(scratch / "few", (sites.OURS, *executing), FEW)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
