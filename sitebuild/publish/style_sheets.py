"""The site's style sheets: the theme's, with what no page uses left out, and ours are one that blocks rendering."""

import hashlib
import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sitebuild.publish.cached_folder import cached_folder
from sitebuild.publish.node_tools import OPTIONS, PURGECSS_CONFIG, esbuild, purgecss

CONTENT = ["**/*.html", "assets/javascripts/**/*.js"]  # scripts name the classes that they add
EXTERNAL = ["--external:*.woff2", "--external:*.svg"]  # addresses of files stay as they are
TEXT = re.compile(rb">[^<]+<(?!/script)")  # between two tags: it names no class


def publish(site: Path, sheets: list[str], cache: Path) -> None:
    """Append `sheets` (paths below `site`) to the theme's main style sheet; those of the instruments stay apart.

    PurgeCSS sees the theme's alone, a third of which no page uses. In ours all is used, and it takes lists in `:is()` apart.
    It reads the pages of all languages at once, as each has the same sheets below its folder; where only their words have
    changed, what was made before is taken from `cache`.
    """
    main, *others = sorted(site.rglob("assets/stylesheets/main.*.min.css"))
    folder, ours = main.parent, [site / sheet for sheet in sheets]
    apart = sorted(set(folder.glob("*.css")) - {main, *ours} - set(folder.glob("palette.*.css")))
    key = _key(site, [main, *ours, *apart])
    made = cached_folder(cache / key, partial(_make, site, main, ours, apart))
    for sheet in [*ours, *folder.glob("palette.*.css")]:
        sheet.unlink()
    shutil.copytree(made, folder, dirs_exist_ok=True)
    for other in others:
        shutil.rmtree(other.parent)
        shutil.copytree(folder, other.parent)


def _make(site: Path, main: Path, ours: list[Path], apart: list[Path], out: Path) -> None:
    imports = "".join(f'@import "./{sheet.relative_to(main.parent)}";' for sheet in ours)
    minified = esbuild(["--loader=css", *EXTERNAL], main.parent, imports)
    (out / main.name).write_text(purgecss(main, site, CONTENT) + minified, "utf-8")
    if apart:
        esbuild([*(sheet.name for sheet in apart), *EXTERNAL, f"--outdir={out}"], main.parent)


def _key(site: Path, sheets: list[Path]) -> str:
    """Of all that the sheets follow from: this module, the tools' options, the sources, the pages but for their text."""
    digest = hashlib.sha256(
        f"{OPTIONS}".encode() + Path(__file__).read_bytes() + PURGECSS_CONFIG.read_bytes()
    )
    for path in [*sheets, *_content(site)]:
        content = path.read_bytes()
        digest.update(TEXT.sub(b"><", content) if path.suffix == ".html" else content)
        digest.update(b"\0")
    return digest.hexdigest()[:32]


def _content(site: Path) -> Iterator[Path]:
    for pattern in CONTENT:
        yield from sorted(site.glob(pattern))
