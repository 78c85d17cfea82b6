"""What a figure depends on, told without importing any of it.

The key of a figure covers the code of its snippet and of every local module that this imports, directly or
not (comments, blank lines and layout aside), every other file in the chapter's folder, as a snippet may read
it, the code that draws, and the versions of Python, NumPy, Matplotlib and Pillow and of what else this code
imports. It holds no absolute path.
"""

import platform

from sitebuild.computing import sources

ALWAYS = {"matplotlib", "numpy", "PIL"}


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
