"""What the set-up promises: a lock that is whole, one clear line where it cannot work, nothing generated in the repository."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from sitebuild.pages.page import ROOT

TEXT = re.compile(r"\.(?:py|ts|css|html|md|toml|ya?ml)$|Makefile")
NAMED = re.compile(
    r"\b(?:sitebuild|tests|tools|instruments|snippets|docs)/[\w./-]*\.(?:py|ts|toml|css|html|md|jsonl?)\b"
)
LOCK = (ROOT / "requirements.txt").read_text()


def test_every_locked_package_has_a_hash():
    blocks = re.split(r"\n(?=\S)", LOCK.strip())
    bare = [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]
    assert bare == []


def test_lock_names_no_address():
    assert not re.search(r"https?://|--(?:extra-)?index-url|--find-links|file:", LOCK)


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["test"]
    names = {re.match(r"[\w-]+", want)[0].lower() for want in wanted}
    assert names <= set(re.findall(r"^([\w-]+)==", LOCK, re.M))


def test_unsupported_python_gets_one_clear_line(tmp_path):
    """A Python that says it is 3.10, in a copy that has no .venv yet."""
    (tmp_path / "instruments").mkdir()
    for name in "Makefile", "requirements.txt", "pyproject.toml", "instruments/package-lock.json":
        (tmp_path / name).write_text((ROOT / name).read_text())
    old = tmp_path / "old-python"
    replaced = (
        "import sys, platform; sys.version_info = (3, 10, 0); platform.python_version = lambda: '3.10.0'; "
    )
    replaced += "exec(sys.argv[1])"
    old.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo Python 3.10.0 && exit\nexec python3 -c "{replaced}" "$2"\n'
    )
    old.chmod(0o755)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    done = subprocess.run(
        ["make", "test", f"PYTHON={old}"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode
    said = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("make: ***")]
    assert len(said) == 1 and "3.11, 3.12 or 3.13" in said[0] and "Linux" in said[0] and "3.10.0" in said[0]
    assert not (tmp_path / ".venv").exists()


def test_readme_commands_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    readme = (ROOT / "README.md").read_text()
    assert set(re.findall(r"\bmake ([a-z]+)\b", readme)) <= targets
    assert readme.index("make serve") < readme.index("make test") < 400, "the two commands come first"


@pytest.mark.parametrize(
    "path", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda path: path.name
)
def test_workflows_have_few_permissions_and_call_make(path):
    workflow = yaml.safe_load(path.read_text())
    assert workflow["permissions"] == {"contents": "read"}
    assert ".ci/run" in path.read_text()
    assert "make test" in (ROOT / ".ci/run").read_text()


def test_nothing_generated_is_committed():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    made = [
        name
        for name in tracked
        if name.startswith(("site/", ".cache/")) or Path(name).suffix in {".pyc", ".png"}
    ]
    made += [name for name in tracked if name.endswith(".svg") and "theme" not in name]
    assert made == []


def test_files_that_comments_and_guides_name_are_there():
    """Those of tests/ and tools/ make sites of their own, whose files they name."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    told = (path for path in listed.stdout.split("\0") if not path.startswith(("tests/", "tools/")))
    texts = {
        path: (ROOT / path).read_text("utf-8")
        for path in told
        if TEXT.search(path) and (ROOT / path).is_file()
    }
    named = {(path, name) for path, text in texts.items() for name in NAMED.findall(text)}
    assert len(named) > 50
    assert sorted(f"{path}: {name}" for path, name in named if not (ROOT / name).exists()) == []
