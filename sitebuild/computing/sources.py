"""Which files and packages some code depends on: read from its imports, without running it; for the keys of caches."""

import ast
import hashlib
from collections import defaultdict
from functools import cache
from importlib import metadata
from pathlib import Path

# import name → package, of what figures may need
PACKAGES = {
    "matplotlib": "matplotlib",
    "numpy": "numpy",
    "PIL": "pillow",
    "scipy": "scipy",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
}
DOCUMENTED = ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef
SITEBUILD = Path(__file__).parents[1]
version = cache(metadata.version)  # which reads files, and is asked for each figure


class Sources:
    """The Python files below a folder, from which modules are imported; each is read once."""

    def __init__(self, folder, package=""):
        """`package` is the name that the folder itself is imported by, if it is."""
        self.folder = folder
        self._prefix = (package,) if package else ()
        self._read, self._modules = {}, defaultdict(list)  # file → what it holds, dotted name → files
        for file in folder.rglob("*.py"):
            parts = self._dotted(file)
            self._modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)].append(file)

    def closure(self, *paths):
        """The files and every module below the folder that they import, directly or not."""
        found, waiting = set(), list(paths)
        while waiting:
            path = waiting.pop()
            if path not in found:
                found.add(path)
                waiting += self._code(path)[1]
        return found

    def digests(self, files):
        """(place, hash of the code) of each file; comments, docstrings, blank lines and layout do not count."""
        return [(file.relative_to(self.folder).as_posix(), self._code(file)[0]) for file in sorted(files)]

    def imported(self, files):
        """The modules of PACKAGES that the files import, by the names that they use."""
        return {name for file in files for name in self._code(file)[2]}

    def _code(self, path):
        """(hash of the normalised code, files it imports, modules of packages it imports)"""
        if path not in self._read:
            source = path.read_bytes()
            try:
                tree = ast.parse(source)
            except (SyntaxError, ValueError):  # running it will tell
                self._read[path] = (digest(source), [], set())
            else:
                names = set(self._names(tree, path))
                modules = [file for name in names for file in self._files(name)]
                packages = {name for name in names if name.partition(".")[0] in PACKAGES}
                if b"__doc__" not in source:
                    _strip_docstrings(tree)
                self._read[path] = (digest(ast.dump(tree).encode()), modules, packages)
        return self._read[path]

    def _files(self, name):
        """The files below the folder that importing this name would run."""
        while name:
            yield from self._modules.get(name, ())
            name = name.rpartition(".")[0]

    def _names(self, tree, path):
        """Dotted names that the code may import, wherever in it the import stands."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                package = self._dotted(path)[:-1] if node.level else ()
                package = package[: len(package) - max(node.level - 1, 0)]
                base = ".".join([*package, *filter(None, [node.module])])
                yield from (f"{base}.{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value  # importlib.import_module("…")

    def _dotted(self, path):
        return (*self._prefix, *path.relative_to(self.folder).with_suffix("").parts)


def _strip_docstrings(tree):
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            del node.body[0]


def codes_of(*modules, folder=SITEBUILD):
    """(place, hash of the code) of these files of sitebuild (as "figures/run") and of all that they import of it."""
    sources = Sources(folder, folder.name)
    return sources.digests(sources.closure(*(folder / f"{name}.py" for name in modules)))


def code_of(*modules, folder=SITEBUILD):
    """A hash of all of `codes_of`."""
    return digest(repr(codes_of(*modules, folder=folder)).encode())


def versions(modules):
    """(package, version) of those that these imported modules belong to."""
    packages = {PACKAGES[name.partition(".")[0]] for name in modules}
    return [(name, version(name)) for name in sorted(packages)]


def digest(content):
    """The hash of some bytes."""
    return hashlib.sha256(content).hexdigest()
