"""Draws snippets in a process of its own: one JSON request a line comes in, one JSON answer a line goes out.

    {"name": "conv2d_transpose/overlap", "limit": 60}  →  {"svg": "…"} or {"error": "…"}
    {"name": "conv2d_transpose/overlap.png", …}        →  {"png": "…"} or {"error": "…"}: the preview of shared links

Past `limit` seconds, or when it crashes, the process writes where it was and ends.
"""

import faulthandler
import json
import os
import sys

from sitebuild.figures import preview_run
from sitebuild.figures.run import ROOT, SNIPPETS, draw


def main():
    # what snippets print or read must not meet the protocol
    requests, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    sys.path[0] = str(SNIPPETS)  # in place of the checkout
    # Python takes a module saved twice in a second for unchanged, so it must find no compiled one
    sys.pycache_prefix = str(ROOT / ".cache" / "no-bytecode")
    faulthandler.enable(answers, all_threads=False)
    for line in requests:
        request = json.loads(line)
        faulthandler.dump_traceback_later(request["limit"], exit=True, file=answers)
        name = request["name"]
        answer = preview_run.draw(name[:-4]) if name.endswith(".png") else draw(name)
        faulthandler.cancel_dump_traceback_later()
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
