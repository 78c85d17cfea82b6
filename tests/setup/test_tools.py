"""What no other test runs of tools/ can at least be started: its modules import each other, and what is there."""

import subprocess
import sys

import pytest

from sitebuild.checkout import HERE

FOLDERS = ["tools", "tools/benchmarks"]


@pytest.mark.check
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_module_can_be_imported(folder):
    """Each in an interpreter of its own, so that a circular import shows whichever of the two is the first."""
    place = HERE.root / folder
    names = [path.stem for path in sorted(place.glob("*.py")) if path.stem != "__main__"]
    assert names
    settings = {"cwd": place, "capture_output": True, "encoding": "utf-8"}
    failed = {}
    for name in names:
        done = subprocess.run([sys.executable, "-c", f"import {name}"], **settings)
        if done.returncode and "No module named 'torch'" not in done.stderr:  # which has a Python of its own
            failed[name] = done.stderr
    assert failed == {}
