"""A lab, `docs/<language>/labs/*.md`: its code is executed once for both languages, and again only when it changes.

What came out is kept in `.cache/labs/`. It is executed again when its code changes, the code that executes it, the palette
of its drawings, the machine, or the version of what it runs on (`Runs.made_of`); never when only its prose does.
"""

import ast
import functools
import logging
import os
import platform
import re
from contextlib import closing

from sitebuild.computing import sources
from sitebuild.computing.job import Job, Limits
from sitebuild.computing.pool import Pool
from sitebuild.computing.store import Store
from sitebuild.pages import verified
from sitebuild.pages.includes import PageError

log = logging.getLogger("mkdocs.plugins.labs")

# of one cell; LAB_MEMORY_LIMIT is in MB
LIMITS = Limits(
    seconds=float(os.environ.get("LAB_TIME_LIMIT", 300)),
    memory=int(float(os.environ.get("LAB_MEMORY_LIMIT", 6000)) * 1e6),
)
UNTRIED = 60  # seconds that a lab is expected to take that never ran; begun before any figure
CAPTION = re.compile(r'caption="([^"]*)"')
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


class Lab:
    """The code cells of a page, and the captions of what they draw; PageError where a fence is no cell."""

    def __init__(self, page, name):
        self.name = name
        self.fences = [fence for fence in page.fences if fence.is_run]
        for fence in self.fences:
            if fence.indent or fence.has_prompts:
                raise PageError(page.path, fence.line, "a lab's code stands at top level and without prompts")
        self.path = page.path
        self.cells = [cell for fence in self.fences for cell in fence.cells]
        self.captions = [m[1] if (m := CAPTION.search(f.info)) else "" for f in self.fences]

    def check(self, outputs):
        """PageError where a cell draws something that no caption describes."""
        for fence, caption, kept in zip(self.fences, self.captions, outputs, strict=True):
            if not caption and any("figure" in output for output in kept):
                raise PageError(
                    self.path, fence.line, 'draws a figure: write ```python caption="what it shows"'
                )


class Runs:
    """What the labs of one checkout gave, or will give when the pool has executed them."""

    def __init__(self, root, pool):
        self._root, self._pool = root, pool
        self._store = Store(root / ".cache" / "labs")
        self._codes = sources.codes_of("labs/kernel", "computing/worker")
        self._version = sources.digest(repr(self._codes).encode())
        self._keys = {}

    @functools.cached_property
    def _palette(self):  # a site without labs need not have one
        return palette(self._root)

    def submit(self, lab):
        """Have the lab executed, unless what it gave is known."""
        made_of = self.made_of(lab)
        key = self._keys[lab.name, lab.path] = sources.digest(repr(made_of).encode())[:16]
        if not self._store.load(lab.name, key) and lab.cells:
            earlier = self._store.earlier(lab.name) or {}
            if not (self._pool.is_open(key) or key in self._pool.failures):
                why = _changed(earlier.get("made_of"), made_of)
                log.info(f"lab {lab.name}: {len(lab.cells)} cells to execute ({why})")
            seconds = earlier.get("seconds", UNTRIED + len(lab.cells))
            self._pool.submit(self._job(lab, key, seconds), functools.partial(self._keep, made_of))

    def get(self, lab):
        """{"outputs": [those of each cell], "versions": …, "time": …}; None where it is not executed yet.

        PageError where a cell fails.
        """
        key = self._keys[lab.name, lab.path]
        if failure := self._pool.failures.get(key):
            cell = lab.cells[failure.progress]
            what = f"failed\n{failure.reason}" if failure.is_message else failure.reason
            raise PageError(cell.path, cell.line, f"cell {failure.progress + 1} of the lab {what}")
        if not lab.cells:
            return {"outputs": []}
        if run := self._store.load(lab.name, key):
            lab.check(run["outputs"])
        return run

    def made_of(self, lab):
        """{what the result follows from: its hash or version}; the lab runs again whenever one of them changes."""
        cells = {f"cell {n}": sources.digest(cell.source.encode()) for n, cell in enumerate(lab.cells, 1)}
        return {
            **cells,
            **verified.versions("scikit-learn", "matplotlib"),
            "the machine": f"{platform.system()} {platform.machine()}",
            **{f"sitebuild/{place}": code for place, code in self._codes},
            "the palette": sources.digest(repr(self._palette).encode()),
        }

    def key_of(self, lab):
        """The key under which the lab was submitted."""
        return self._keys[lab.name, lab.path]

    def prune(self):
        """Delete from the cache what was not submitted."""
        self._store.prune({(name, key) for (name, _), key in self._keys.items()})

    def _job(self, lab, key, seconds):
        return Job(
            "lab",
            lab.name,
            key,
            "sitebuild.labs.kernel:execute",
            self._version,
            LIMITS,
            expected=seconds,
            steps=len(lab.cells),
            arguments={
                "sources": [cell.source for cell in lab.cells],
                "palette": self._palette,
                "environment": _environment(),
            },
        )

    def _keep(self, made_of, job, answer, seconds):
        if "error" in answer:
            self._pool.fail(job, ESCAPE.sub("", answer["error"]).rstrip(), answer["cell"])
            return
        log.info(f"lab {job.name}: executed in {seconds:.1f} s")
        run = answer | {
            "versions": verified.versions(),
            "time": verified.now(),
            "seconds": round(seconds, 1),
            "made_of": made_of,
        }
        self._store.save(job.name, job.key, run)


def _changed(before, now):
    """Why a lab is executed, in words for the log; `before` is what an earlier result was made of, if there is one."""
    if not before:
        return "no earlier result"
    names = [name for name in before | now if before.get(name) != now.get(name)]
    return f"changed: {', '.join(names)}"


def _environment():
    """That of whoever builds; TensorFlow has all cores."""
    return {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}


def palette(root):
    """draw.PALETTE, read without importing Matplotlib."""
    body = ast.parse((root / "snippets" / "draw.py").read_text("utf-8")).body
    (found,) = (n.value for n in body if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "PALETTE")
    return ast.literal_eval(found)


def results(root, labs):
    """What each of these labs gave, executed now where that is not known; PageError where a cell fails."""
    with closing(Pool(root)) as pool:
        runs = Runs(root, pool)
        for lab in labs:
            runs.submit(lab)
        pool.wait()
        return [runs.get(lab) for lab in labs]
