"""Compare the door for programs with a real framework on random programs, each kind of difference shown once.

    python tools/random_models.py keras FIRST COUNT
    python tools/random_models.py pytorch FIRST COUNT

FIRST is the seed of the first program. PyTorch lives in an environment of its own (tests/frameworks/torch_python.py). The
exit status is 1 where they differ.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import warnings
from pathlib import Path

from frameworks import agreement, door, keras_programs
from frameworks.torch_python import torch_python

ROOT = Path(__file__).parents[1]
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

SLICE = 100  # what is held in memory, and said, at once


def keras_judged(first, count):
    """[(program, difference or None, whether Keras refuses it)]"""
    return compared(list(keras_programs.judged(first, count)), agreement.with_keras)


def pytorch_judged(first, count):
    judge = [torch_python(), ROOT / "tools/pytorch_judge.py", str(first), str(count), "--print"]
    told = subprocess.run(judge, check=True, capture_output=True, text=True).stdout.splitlines()
    return compared([json.loads(line) for line in told], agreement.with_pytorch)


def compared(programs, difference):
    answers = door.trace([{"source": program["source"], "repairs": False} for program in programs])
    return [
        (program["source"], difference(program, answer), program["fault"] is not None)
        for program, answer in zip(programs, answers, strict=True)
    ]


def main(framework, first, count):
    warnings.simplefilter("ignore")
    kinds, differ, refused = set(), 0, 0
    for start in range(first, first + count, SLICE):
        size = min(SLICE, first + count - start)
        judged = keras_judged(start, size) if framework == "keras" else pytorch_judged(start, size)
        refused += sum(is_refused for *_, is_refused in judged)
        wrong = sorted(((len(text), text, said) for text, said, _ in judged if said), key=lambda one: one[0])
        differ += len(wrong)
        for _, text, said in wrong:
            kind = re.sub(r"\d+", "#", said)[:120]
            if kind not in kinds:
                print(said, text, sep="\n", end="\n\n")
            kinds.add(kind)
        print(f"{start - first + size} programs from {first}, {refused} refused, {differ} differ", flush=True)
    return 1 if differ else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("framework", choices=["keras", "pytorch"])
    parser.add_argument("first", type=int)
    parser.add_argument("count", type=int)
    sys.exit(main(**vars(parser.parse_args())))
