"""What real PyTorch prints of the explorer's PyTorch programs: the table tests/explorer/torch.jsonl.

    .venv/bin/python tools/recipe_judge.py

PyTorch lives in an environment of its own (tests/frameworks/torch_python.py). The table's first line is {"torch": version,
"count", "sha256": of the lines after it}; each other line is {"source": a program, "output": what it prints}.
"""

import json
import subprocess

from explorer.programs import TABLE, deep_programs, programs
from frameworks import recorded
from frameworks.torch_python import torch_python

RUN = """
import json, sys, torch
print(json.dumps(torch.__version__))
for line in sys.stdin:
    shown, source = [], json.loads(line)
    exec(source, {"print": shown.append})
    print(json.dumps({"source": source, "output": shown[0].tolist()}))
"""


def printed():
    """PyTorch's version, and the lines of the table."""
    asked = "".join(json.dumps(source) + "\n" for source, _ in programs() + deep_programs())
    run = subprocess.run([torch_python(), "-c", RUN], input=asked, capture_output=True, text=True, check=True)
    version, *lines = run.stdout.splitlines(keepends=True)
    return json.loads(version), lines


if __name__ == "__main__":
    version, lines = printed()
    recorded.write(TABLE, lines, torch=version)
