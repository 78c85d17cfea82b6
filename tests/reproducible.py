"""Whether two builds of one commit are the same, byte for byte.

With --python, as builds on two Pythons are: stamps may tell other versions, a number on a lab's page may differ by
TOLERANCE, and what the lab draws by more.
"""

import argparse
import math
import re
import sys
from pathlib import Path

TOLERANCE = 1e-3  # relative; training on another build of NumPy adds up in another order
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
VERSIONED = re.compile(
    rb'<p class="verified [^>]*>[^<]*</p>|<svg role="img" aria-labelledby="cell-.*?</svg>', re.S
)


def differences(site, other, python=False):
    """A line for each file that is not the same in both."""
    names = {file.relative_to(top) for top in (site, other) for file in top.rglob("*") if file.is_file()}
    for name in sorted(names):
        if missing := [top for top in (site, other) if not (top / name).is_file()]:
            yield f"{name}: not in {missing[0]}"
            continue
        one, two = (site / name).read_bytes(), (other / name).read_bytes()
        if python:
            one, two = VERSIONED.sub(b"", one), VERSIONED.sub(b"", two)
        if one != two and not (python and "labs" in name.parts and _close(one.decode(), two.decode())):
            at = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), -1)
            yield f"{name}: {one[at - 40 : at + 40]!r}\n  is there {two[at - 40 : at + 40]!r}"


def _close(one, two):
    """Whether the texts differ in nothing but numbers, and these by no more than TOLERANCE."""
    if NUMBER.split(one) != NUMBER.split(two):
        return False
    pairs = zip(NUMBER.findall(one), NUMBER.findall(two), strict=True)
    return all(math.isclose(float(a), float(b), rel_tol=TOLERANCE) for a, b in pairs)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--python", action="store_true", help="the sites were built on two Pythons")
    found = list(differences(**vars(parser.parse_args())))
    print(*found, f"{len(found)} files differ", sep="\n")
    sys.exit(bool(found))
