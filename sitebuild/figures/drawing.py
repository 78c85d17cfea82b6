"""From names of figures to their records: out of the cache, or drawn by the pool.

A figure's key is told without importing any of what it depends on. It covers the code of its snippet and of every local
module that this imports, directly or not (comments, blank lines and layout aside), every other file in the chapter's folder,
as a snippet may read it, the code that draws, and the versions of Python, NumPy, Matplotlib and Pillow and of what else this
code imports. It holds no absolute path.
"""

import ast
import logging
import os
import platform
import re
from contextlib import closing
from pathlib import Path

from sitebuild.computing import sources
from sitebuild.computing.job import Job, Limits
from sitebuild.computing.pool import Pool
from sitebuild.computing.sources import Sources, code_of
from sitebuild.computing.store import Store
from sitebuild.figures.record import Figure

log = logging.getLogger("mkdocs.plugins.figures")

# of one figure; FIGURE_MEMORY_LIMIT and FIGURE_SIZE_LIMIT are in MB
LIMITS = Limits(
    seconds=float(os.environ.get("FIGURE_TIME_LIMIT", 60)),
    memory=int(float(os.environ.get("FIGURE_MEMORY_LIMIT", 2000)) * 1e6),
)
SIZE_LIMIT = int(float(os.environ.get("FIGURE_SIZE_LIMIT", 1)) * 1e6)
FRAME = re.compile(r'File "([^"]+)", line (\d+) in (.+)')
CELL, MARGIN = 24, 0.24  # CSS pixels of a cell of snippets/draw.py; cells that it leaves around a drawing
ALWAYS = {"matplotlib", "numpy", "PIL"}  # what every figure follows from
UNKNOWN = 345, 250  # CSS pixels of a figure whose size is not known before it is drawn


class Drawings:
    """The figures of one checkout, as its code is now.

    `module` of sitebuild draws each, by its function `draw`, with these `arguments` more; `record` makes of its answer what
    `get` gives.
    """

    kind, module, arguments = "figure", "figures/run", {"size_limit": SIZE_LIMIT}

    def __init__(self, root, pool):
        self.root, self.snippets = root, root / "snippets"
        self.sources = Sources(self.snippets)
        self._pool, self._store = pool, Store(root / ".cache" / f"{self.kind}s")
        self._version = code_of(self.module, "computing/worker")
        self._keys, self._figures = {}, {}  # name → key, name → record
        self._cached, self._drawn = 0, 0

    def submit(self, names):
        """Have drawn what is not in the cache."""
        for name in names:
            self._keys[name] = key(self.sources, self.snippet(name), self._version)
            if self.get(name):
                self._cached += 1
            else:
                self._pool.submit(self._job(name), self._keep)

    def get(self, name):
        """The figure; None where it is not drawn yet, or cannot be: see `error`."""
        if name in self._figures or name not in self._keys:
            return self._figures.get(name)
        if record := self._store.load(name, self._keys[name]):
            self._figures[name] = self.record(record)
        return self._figures.get(name)

    def record(self, answer):
        """What is kept of a figure, as pages take it."""
        return Figure(**answer)

    def error(self, name):
        """Why the figure cannot be drawn, or None."""
        failure = self._pool.failures.get(self._keys.get(name))
        return failure and _message(name, failure, self.snippets)

    def size(self, name):
        """(width, height) in CSS pixels, as far as they are told without drawing it: by draw.figure(width=…, height=…)."""
        try:
            tree = ast.parse(self.snippet(name).read_bytes())
            call = next(
                n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func) == "draw.figure"
            )
            cells = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
            return tuple(round(CELL * (cells[side] + MARGIN)) for side in ("width", "height"))
        except (OSError, SyntaxError, ValueError, StopIteration, KeyError, TypeError):
            return UNKNOWN

    def key(self, name):
        """The key under which it is drawn and kept."""
        return self._keys.get(name)

    def snippet(self, name):
        """The file that draws this figure."""
        return self.snippets / f"{name}.py"

    def tell(self):
        """Log how many were drawn."""
        if self._keys:
            failed = sum(self.error(name) is not None for name in self._keys)
            left = len(self._keys) - self._cached - self._drawn - failed
            counts = {"drawn": self._drawn, "cached": self._cached, "failed": failed, "to be drawn": left}
            always = ("drawn", "cached")
            counted = ", ".join(f"{n} {what}" for what, n in counts.items() if n or what in always)
            log.info(f"figures: {counted}")

    def prune(self):
        """Delete from the cache what was not submitted."""
        self._store.prune(self._keys.items())

    def _job(self, name):
        imports = self.sources.imported(self.sources.closure(self.snippet(name)))
        return Job(
            self.kind,
            name,
            self._keys[name],
            f"sitebuild.{self.module.replace('/', '.')}:draw",
            self._version,
            LIMITS,
            arguments={"root": str(self.root), "name": name, **self.arguments},
            imports=tuple(sorted(imports)),
        )

    def _keep(self, job, answer, seconds):
        if "error" in answer:
            self._pool.fail(job, answer["error"])
            return
        log.info(f"drawn  {job.name}  {seconds:.2f} s")
        self._drawn += 1
        self._store.save(job.name, job.key, answer)


def drawings(root, names, kind=Drawings):
    """(name → record, name → what went wrong) of these figures."""
    with closing(Pool(root)) as pool:
        found = kind(root, pool)
        found.submit(names)
        pool.wait()
    errors = {name: error for name in names if (error := found.error(name))}
    return {name: found.get(name) for name in names if name not in errors}, errors


def _message(name, failure, snippets):
    """The failure with the frames of the snippets, files named from the top of the repository."""
    if failure.is_message:
        return failure.reason
    frames = [match for match in FRAME.findall(failure.report) if Path(match[0]).is_relative_to(snippets)]
    where = "".join(
        f'\n  File "{Path(file).relative_to(snippets.parent)}", line {line}, in {function}'
        for file, line, function in reversed(frames)
    )
    said = failure.report.partition("\n")[0]
    what = failure.reason + (f": {said}" if said and failure.reason.startswith("ended") else "")
    return f"snippets/{name}.py: {what}" + (where and f"; it was here:{where}")


def key(snippets, path, drawing):
    """A hash that changes whenever the drawing may change; `snippets` are their Sources, `drawing` is a hash of what draws."""
    files = snippets.closure(path)
    parts = [platform.python_version(), drawing, sources.versions(ALWAYS | snippets.imported(files))]
    parts += snippets.digests(files)
    parts += [
        (file.relative_to(snippets.folder).as_posix(), sources.digest(file.read_bytes()))
        for file in sorted(_data(path.parent))
    ]
    return sources.digest(repr(parts).encode())[:16]


def _data(folder):
    for file in folder.rglob("*"):
        hidden = any(part.startswith((".", "__pycache__")) for part in file.relative_to(folder).parts)
        if file.is_file() and file.suffix != ".py" and not hidden and not file.name.endswith("~"):
            yield file
