"""The site's scripts and style sheets, bundled by esbuild: each script as one file, anew only when a source or the lock changes.

All scripts are classic, which also run from a folder, where no module does. Only on the hosted site some are modules: what
a reader may never ask for, as the explorer's panel and the tracer's translation, comes when it is asked for.
The theme's style sheet, with what no page uses left out, and ours are one that blocks rendering.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sitebuild.checkout import Checkout
from sitebuild.publish.node_tools import OPTIONS, esbuild, purgecss

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
SCRIPTS = [f"{name}.js" for name in MODULES | CLASSIC]
TARGET = "--target=es2022"
CONTENT = ["**/*.html", "**/assets/javascripts/**/*.js"]  # scripts name the classes that they add
EXTERNAL = ["--external:*.woff2", "--external:*.svg"]  # addresses of files stay as they are


def scripts(checkout: Checkout, offline: bool) -> dict[str, Path]:
    """{path below assets/javascripts: bundle}, for the hosted site or for the edition that opens from a folder.

    Raises: NodeToolError.
    """
    made = checkout.cache / "scripts" / key(checkout.root / "instruments", offline)
    if not made.is_dir():
        part = made.with_suffix(f".{os.getpid()}")  # several builds may run at once
        _bundle(checkout.root, part, offline)
        _put(part, made)
    return {path.relative_to(made).as_posix(): path for path in sorted(made.rglob("*.js"))}


def _bundle(root: Path, made: Path, offline: bool) -> None:
    common = [TARGET, "--outbase=.", f"--outdir={made}"]
    esbuild([*_entries(CLASSIC | MODULES if offline else CLASSIC), "--format=iife", *common], root)
    if offline:
        return
    for out, source in MODULES.items():  # each by itself: a chunk that two share would be one more request
        chunks = ["--splitting", "--preserve-symlinks", f"--chunk-names={Path(out).parent}/[name]-[hash]"]
        esbuild([*_entries({out: source}), "--format=esm", *chunks, *common], root)


def _entries(scripts: dict[str, str]) -> list[str]:
    return [f"{out}={source}" for out, source in scripts.items()]


def _put(part: Path, made: Path) -> None:
    """Another build may have put it there meanwhile; bundles of older sources go, but for the other edition's."""
    try:
        part.rename(made)
    except OSError:
        shutil.rmtree(part)
    others = sorted(made.parent.glob("*"), key=lambda it: it.stat().st_mtime)
    for old in others[:-4]:
        shutil.rmtree(old, ignore_errors=True)


def key(folder: Path, offline: bool = False) -> str:
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


def style_sheets(site: Path, sheets: list[str]) -> None:
    """Append `sheets` (paths below `site`) to the theme's main style sheet; those of the instruments stay apart.

    PurgeCSS sees the theme's alone, a third of which no page uses. In ours all is used, and it takes lists in `:is()` apart.
    It reads the pages of all languages at once, as each has the same sheets below its folder.
    """
    main, *others = sorted(site.rglob("assets/stylesheets/main.*.min.css"))
    folder, ours = main.parent, [site / sheet for sheet in sheets]
    imports = "".join(f'@import "./{sheet.relative_to(folder)}";' for sheet in ours)
    minified = esbuild(["--loader=css", *EXTERNAL], folder, imports)
    main.write_text(purgecss(main, site, CONTENT) + minified, "utf-8")
    for sheet in [*ours, *folder.glob("palette.*.css")]:
        sheet.unlink()
    apart = [sheet.name for sheet in folder.glob("*.css") if sheet != main]
    if apart:
        esbuild([*apart, *EXTERNAL, "--outdir=.", "--allow-overwrite"], folder)
    for other in others:
        shutil.rmtree(other.parent)
        shutil.copytree(folder, other.parent)
