"""What real PyTorch prints of the explorer's PyTorch programs: the table tests/explorer/torch.jsonl.

    TORCH_PYTHON=torch/bin/python .venv/bin/python tools/recipe_judge.py

TORCH_PYTHON is the Python of an environment with PyTorch (see tools/pytorch_judge.py). The table's first line is {"torch":
version, "count", "sha256": of the lines after it}; each other line is {"source": a program, "output": what it prints}.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
from explorer.programs import TABLE, deep_programs, programs  # noqa: E402

from instruments import recorded  # noqa: E402

RUN = """
import json, sys, torch
print(json.dumps(torch.__version__))
for line in sys.stdin:
    shown, source = [], json.loads(line)
    exec(source, {"print": shown.append})
    print(json.dumps({"source": source, "output": shown[0].tolist()}))
"""


def main():
    asked = "".join(json.dumps(source) + "\n" for source, _ in programs() + deep_programs())
    run = subprocess.run(
        [os.environ["TORCH_PYTHON"], "-c", RUN], input=asked, capture_output=True, text=True, check=True
    )
    version, *lines = run.stdout.splitlines(keepends=True)
    recorded.write(TABLE, lines, torch=json.loads(version))


if __name__ == "__main__":
    main()
