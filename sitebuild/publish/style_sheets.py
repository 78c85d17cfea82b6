"""The site's style sheets: the theme's, with what no page uses left out, and ours are one that blocks rendering."""

import hashlib
import re
import shutil
import tempfile
from functools import partial
from pathlib import Path

from sitebuild.publish.cached_folder import cached_folder
from sitebuild.publish.node_tools import OPTIONS, PURGECSS_CONFIG, esbuild, purgecss

SCRIPTS = "assets/javascripts/**/*.js"  # they name the classes that they add
EXTERNAL = ["--external:*.woff2", "--external:*.svg"]  # addresses of files stay as they are
# what stands between tags names no class
MARKUP = re.compile(r"<script\b.*?</script>|<[a-z][^<>]*>", re.DOTALL)
WORD = re.compile(r"[\w-]+")


def publish(site: Path, sheets: list[str], cache: Path) -> None:
    """Append `sheets` (paths below `site`) to the theme's main style sheet; those of the instruments stay apart.

    PurgeCSS sees the theme's alone, a third of which no page uses. In ours all is used, and it takes lists in `:is()` apart.
    It reads the pages of all languages at once, as each has the same sheets below its folder; where they use no other names
    than before, what was made then is taken from `cache`.
    """
    main, *others = sorted(site.rglob("assets/stylesheets/main.*.min.css"))
    folder, ours = main.parent, [site / sheet for sheet in sheets]
    apart = sorted(set(folder.glob("*.css")) - {main, *ours} - set(folder.glob("palette.*.css")))
    used = _used(site)
    key = _key(used, [main, *ours, *apart, *sorted(site.glob(SCRIPTS))])
    made = cached_folder(cache / key, partial(_make, site, used, main, ours, apart))
    for sheet in [*ours, *folder.glob("palette.*.css")]:
        sheet.unlink()
    shutil.copytree(made, folder, dirs_exist_ok=True)
    for other in others:
        shutil.rmtree(other.parent)
        shutil.copytree(folder, other.parent)


def _used(site: Path) -> str:
    """The names of tags, attributes, classes, identifiers that occur in any page, each once, with all else that may be one."""
    markup: set[str] = set()
    for page in site.rglob("*.html"):
        markup.update(MARKUP.findall(page.read_text("utf-8")))
    return " ".join(sorted({word for piece in markup for word in WORD.findall(piece)}))


def _make(site: Path, used: str, main: Path, ours: list[Path], apart: list[Path], out: Path) -> None:
    imports = "".join(f'@import "./{sheet.relative_to(main.parent)}";' for sheet in ours)
    minified = esbuild(["--loader=css", *EXTERNAL], main.parent, imports)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as pages:
        pages.write(used)
        pages.flush()
        purged = purgecss(main, site, [pages.name, SCRIPTS])
    (out / main.name).write_text(purged + minified, "utf-8")
    if apart:
        esbuild([*(sheet.name for sheet in apart), *EXTERNAL, f"--outdir={out}"], main.parent)


def _key(used: str, files: list[Path]) -> str:
    """Of all that the sheets follow from: this module, the tools' options, what pages use, sources and scripts."""
    digest = hashlib.sha256(
        f"{OPTIONS}{used}".encode() + Path(__file__).read_bytes() + PURGECSS_CONFIG.read_bytes()
    )
    for path in files:
        digest.update(b"\0" + path.read_bytes())
    return digest.hexdigest()[:32]
