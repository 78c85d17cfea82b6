"""The same commit gives the same bytes, wherever and whenever it is built."""

import os
import shutil
import subprocess
import sys

import pytest
import reproducible

from sitebuild.pages.page import ROOT

SOURCES = "docs", "sitebuild", "snippets", "mkdocs.yml", "mkdocs.en.yml"
ADDRESS = "https://example.org/site/"  # with it the sitemap and the preview are written too
WHEN = "1700000000"


def build(folder, **environment):
    """Build the real site in a copy that has no drawn figure; its site and what the build printed."""
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    shutil.copytree(
        ROOT / "instruments", folder / "instruments", ignore=shutil.ignore_patterns("node_modules")
    )
    (folder / "instruments/node_modules").symlink_to(ROOT / "instruments/node_modules")
    environment = os.environ | {"SITE_URL": ADDRESS, "SOURCE_DATE_EPOCH": WHEN, **environment}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return folder / "site", run.stderr


@pytest.mark.check
def test_two_builds_are_the_same(tmp_path):
    here, there = tmp_path / "here", tmp_path / "somewhere" / "else"
    for folder in here, there:
        folder.mkdir(parents=True)
    kept, record = ROOT / ".cache", tmp_path / "verified.json"
    record.write_text((kept / "verified.json").read_text() if (kept / "verified.json").exists() else "{}")
    shutil.copytree(kept / "labs", here / ".cache/labs", ignore=shutil.ignore_patterns("ko", "en", "*.lock"))
    shutil.copy(record, here / ".cache")
    site, _ = build(here, PYTHONHASHSEED="1", TZ="America/New_York")
    (there / ".cache/labs").mkdir(parents=True)
    for file in here.glob(".cache/labs/*.json"):
        shutil.copy(file, there / ".cache/labs")
    shutil.copy(record, there / ".cache")
    other, log = build(there, PYTHONHASHSEED="2", TZ="Asia/Seoul", HOME=str(there), LC_ALL="C.UTF-8")
    assert "cells to execute" not in log, "the labs' keys hold a path"
    assert "drawn  " in log, "the figures were not drawn anew"
    files = sum(file.is_file() for file in site.rglob("*"))
    found = list(reproducible.differences(site, other))
    assert files > 100 and not found, "\n".join(found)
    print(f"{files} files byte for byte the same in two builds")


PAGE = '<p>3 of 4, 0.5000</p><p class="verified passed">Python 3.11</p>'


@pytest.mark.parametrize(
    ("place", "other", "same", "same_but_for_python"),
    [
        ("labs", PAGE, True, True),
        ("page", PAGE.replace("3.11", "3.13"), False, True),
        ("labs", PAGE.replace("0.5000", "0.5001"), False, True),
        ("page", PAGE.replace("0.5000", "0.5001"), False, False),
        ("labs", PAGE.replace("0.5000", "0.5010"), False, False),
        ("labs", PAGE.replace("3 of", "2 of"), False, False),
        ("labs", PAGE.replace("of", "in"), False, False),
        ("labs", None, False, False),
    ],
)
def test_what_counts_as_the_same(tmp_path, place, other, same, same_but_for_python):
    for name, text in ("one", PAGE), ("two", other):
        (tmp_path / name / place).mkdir(parents=True)
        if text:
            (tmp_path / name / place / "index.html").write_text(text)
    found = [
        list(reproducible.differences(tmp_path / "one", tmp_path / "two", python)) for python in (False, True)
    ]
    assert [not lines for lines in found] == [same, same_but_for_python]
    assert all(line.startswith(f"{place}/index.html: ") for lines in found for line in lines)
