"""What a figure depends on, told without importing any of it.

The key of a figure covers the code of its snippet and of every local module that this imports, directly or
not (comments, blank lines and layout aside), every other file in the chapter's folder, as a snippet may read
it, the worker that draws, and the versions of Python, NumPy, Matplotlib and Pillow and of what else this code
imports. It holds no absolute path.
"""

import ast
import hashlib
import platform
from collections import defaultdict
from functools import cache
from importlib import metadata
from pathlib import Path

from sitebuild.pages.page import SNIPPETS

PARTS = "run", "worker", "svg", "formulas", "compact", "image"
DRAWING = [Path(__file__).with_name(f"{part}.py") for part in PARTS]
PACKAGES = {"scipy": "scipy", "skimage": "scikit-image", "sklearn": "scikit-learn"}  # import name → package
version = cache(metadata.version)  # which reads files, and is asked for each figure


class Sources:
    """The snippets' code; each file is read once."""

    def __init__(self):
        self._read, self._modules = {}, defaultdict(list)  # file → what it holds, dotted name → files
        for file in SNIPPETS.rglob("*.py"):
            parts = file.relative_to(SNIPPETS).with_suffix("").parts
            self._modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)].append(file)

    def key(self, path):
        """A hash that changes whenever the drawing may change."""
        closure = sorted(self.closure(path))
        packages = {"numpy", "matplotlib", "pillow"}.union(*(self._code(file)[2] for file in closure))
        parts = [platform.python_version(), *map(version, sorted(packages))]
        parts += [self._code(file)[0] for file in DRAWING]
        for file in closure:
            parts += [file.relative_to(SNIPPETS).as_posix(), self._code(file)[0]]
        for file in sorted(_data(path.parent)):
            parts += [file.relative_to(SNIPPETS).as_posix(), _hash(file.read_bytes())]
        return _hash(repr(parts).encode())[:16]

    def closure(self, *paths):
        """The files and every local module they import, directly or not."""
        found, waiting = set(), list(paths)
        while waiting:
            path = waiting.pop()
            if path not in found:
                found.add(path)
                waiting += self._code(path)[1]
        return found

    def _code(self, path):
        """(hash of the normalised code, local modules it imports, packages it imports)"""
        if path not in self._read:
            source = path.read_bytes()
            try:
                tree = ast.parse(source)
            except (SyntaxError, ValueError):  # running it will tell
                self._read[path] = (_hash(source), [], set())
            else:
                names = set(_names(tree, path))
                modules = [file for name in names for file in self._files(name)]
                packages = {PACKAGES[top] for name in names if (top := name.partition(".")[0]) in PACKAGES}
                self._read[path] = (_hash(ast.dump(tree).encode()), modules, packages)
        return self._read[path]

    def _files(self, name):
        """The files below snippets/ that importing this name would run."""
        while name:
            yield from self._modules.get(name, ())
            name = name.rpartition(".")[0]


def _names(tree, path):
    """Dotted names that the code may import, wherever in it the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = path.parent.parts[len(SNIPPETS.parts) :] if node.level else ()
            package = package[: len(package) - max(node.level - 1, 0)]
            base = ".".join([*package, *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value  # importlib.import_module("…")


def _hash(content):
    return hashlib.sha256(content).hexdigest()


def _data(folder):
    for file in folder.rglob("*"):
        hidden = any(part.startswith((".", "__pycache__")) for part in file.relative_to(folder).parts)
        if file.is_file() and file.suffix != ".py" and not hidden and not file.name.endswith("~"):
            yield file
