"""The site's scripts, bundled by esbuild: each as one file, anew only when what `cache_key` covers changes.

All scripts are classic, which also run from a folder, where no module does. Only on the hosted site some are modules: what
a reader may never ask for, as the explorer's panel and the tracer's translation, comes when it is asked for.
"""

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sitebuild.checkout import Checkout
from sitebuild.publish.cached_folder import cached_folder
from sitebuild.publish.node_tools import OPTIONS, esbuild

# each script below assets/javascripts, and where it is made from
MODULES = {
    "explorer/explorer": "instruments/views/explorer/index.ts",
    "live/live": "instruments/views/live/index.ts",
    "models/models": "instruments/views/models/index.ts",
}
CLASSIC = {
    "shapes/shapes": "instruments/views/tracer/index.ts",
    "search": "instruments/site/search/late.ts",
    "search/worker": "instruments/site/search/worker.ts",
    "search/marked": "instruments/site/search/marked.ts",
    "frame_worker": "instruments/site/search/frame_worker.ts",
    "questions": "instruments/site/questions/index.ts",
    "page": "instruments/site/page.ts",
    "claims": "instruments/site/claims.ts",
}
NAMES = [f"{name}.js" for name in MODULES | CLASSIC]
TARGET = "--target=es2022"


def scripts(checkout: Checkout, offline: bool) -> dict[str, Path]:
    """{path below assets/javascripts: bundle}, for the hosted site or for the edition that opens from a folder.

    Raises: NodeToolError.
    """
    folder = checkout.cache / "scripts" / cache_key(checkout.root / "instruments", offline)
    made = cached_folder(folder, partial(_bundle, checkout.root, offline))
    return {path.relative_to(made).as_posix(): path for path in sorted(made.rglob("*.js"))}


def _bundle(root: Path, offline: bool, out: Path) -> None:
    common = [TARGET, "--outbase=.", f"--outdir={out}"]
    esbuild([*_entries(CLASSIC | MODULES if offline else CLASSIC), "--format=iife", *common], root)
    if offline:
        return
    for name, source in MODULES.items():  # each by itself: a chunk that two share would be one more request
        chunks = ["--splitting", "--preserve-symlinks", f"--chunk-names={Path(name).parent}/[name]-[hash]"]
        esbuild([*_entries({name: source}), "--format=esm", *chunks, *common], root)


def _entries(sources: dict[str, str]) -> list[str]:
    return [f"{out}={source}" for out, source in sources.items()]


def cache_key(folder: Path, offline: bool = False) -> str:
    """Of all that the bundles follow from: this module, the sources, tables, the lock, the options."""
    digest = hashlib.sha256(f"{OPTIONS} {offline}".encode() + Path(__file__).read_bytes())
    for path in _sources(folder):
        digest.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:32]


def _sources(folder: Path) -> Iterator[Path]:
    for inner in sorted(folder.iterdir()):
        if inner.is_dir() and inner.name not in {"node_modules", "dist", "tests"}:
            yield from (it for it in sorted(inner.rglob("*")) if it.suffix in {".json", ".ts"})
        elif inner.suffix in {".js", ".json"}:
            yield inner
