"""The site's scripts and style sheets, bundled by esbuild: each script as one file, anew only when a source or the lock changes.

All scripts are classic, which also run from a folder, where no module does. Only on the hosted site some are modules: what
a reader may never ask for, as the explorer's panel and the tracer's translation, comes when it is asked for.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tinycss2

from sitebuild.checkout import Checkout
from sitebuild.publish.esbuild import OPTIONS, esbuild

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
EXTERNAL = ["--external:*.woff2", "--external:*.svg"]  # addresses of files stay as they are
TARGET = "--target=es2022"
RIGHT_TO_LEFT = "[dir=rtl]"


def scripts(checkout: Checkout, offline: bool) -> dict[str, Path]:
    """{path below assets/javascripts: bundle}, for the hosted site or for the edition that opens from a folder.

    Raises: EsbuildError.
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


def left_to_right(sheet: str) -> str:
    """The sheet without the rules all of whose selectors ask for writing from right to left."""
    return tinycss2.serialize([*_left_to_right(tinycss2.parse_stylesheet(sheet))])


def _left_to_right(rules: list[Any]) -> Iterator[Any]:
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            rule.content = [*_left_to_right(tinycss2.parse_rule_list(rule.content))]
        selectors = tinycss2.serialize(rule.prelude).split(",") if rule.type == "qualified-rule" else [""]
        if not all(selector.strip().startswith(RIGHT_TO_LEFT) for selector in selectors):
            yield rule


def style_sheets(site: Path, sheets: list[str]) -> None:
    """Append `sheets` (paths below `site`) to the theme's main style sheet; those of the instruments stay apart.

    Of Material's sheet, which is minified as it comes, only rules for writing from right to left go, in which no page is:
    the rest that no page uses is about 10 KB of a visit's 150.
    """
    folder = site / "assets/stylesheets"
    (main,) = folder.glob("main.*.min.css")
    ours = [site / sheet for sheet in sheets]
    imports = "".join(f'@import "./{sheet.relative_to(folder)}";' for sheet in ours)
    minified = esbuild(["--loader=css", *EXTERNAL], folder, imports)
    main.write_text(left_to_right(main.read_text("utf-8")) + minified, "utf-8")
    for sheet in [*ours, *folder.glob("palette.*.css")]:
        sheet.unlink()
    apart = [sheet.name for sheet in folder.glob("*.css") if sheet != main]
    if apart:
        esbuild([*apart, *EXTERNAL, "--outdir=.", "--allow-overwrite"], folder)
