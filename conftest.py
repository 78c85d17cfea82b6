"""Pages as programs: a thin Sybil adapter on sitebuild/pages/page.py, `pytest --fix`, and the record of what was verified."""

import os
import re
from collections import Counter, defaultdict

import pytest
from examples import Examples
from sybil import Region, Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.rest import DocTestParser

from sitebuild.pages.page import ROOT, Page

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow's start-up log helps no reader
os.environ.setdefault("MPLBACKEND", "Agg")
# TensorFlow takes it by itself on newer processors alone, and without it no convolution of channels in front
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")

examples = Examples()


def pytest_addoption(parser):
    parser.addoption(
        "--fix", action="store_true", help="rewrite stale outputs in the pages, never an exception"
    )


def pytest_configure(config):
    examples.fixing = config.getoption("--fix")


def read(document):
    """Hand the cells of a page to Sybil, which makes a test of each."""
    page = examples.add(Page(document.path))
    for cell in page.cells:
        yield Region(
            cell.start, cell.end, cell, lambda example: examples.run(example.parsed, example.namespace, page)
        )


pages = Sybil(
    parsers=[read], path=str(ROOT / "docs"), patterns=["*.md"], excludes=["*/labs/*.md"]
)  # tests/labs
docstrings = Sybil(
    parsers=[DocTestParser()],
    path=str(ROOT / "snippets"),
    patterns=["*.py"],
    document_types={".py": PythonDocStringDocument},
)
pytest_collect_file = (pages + docstrings).pytest()


@pytest.hookimpl(trylast=True)  # after whatever selects and shuffles
def pytest_collection_modifyitems(config, items):
    keep_in_order(items)
    if not examples.fixing:
        run_once(config, items)


def run_once(config, items):
    """Of two languages with the same cells one is run: what fails there names both."""
    asked = Counter(item.path for item in items if item.path in examples.pages)
    shared = examples.share({path for path in asked if asked[path] == len(examples.pages[path].cells)})
    config.hook.pytest_deselected(items=[item for item in items if item.path in shared])
    items[:] = [item for item in items if item.path not in shared]


def keep_in_order(items):
    """A page is a program: whatever the order of tests is, the cells of a page run in theirs."""
    places = defaultdict(list)
    for place, item in enumerate(items):
        if hasattr(item, "example"):
            places[item.path].append(place)
    for mixed in places.values():
        ordered = sorted((items[place] for place in mixed), key=lambda item: item.example.start)
        for place, item in zip(mixed, ordered, strict=True):
            items[place] = item


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    if session.config.option.collectonly:
        return
    if examples.fixing:
        for line in examples.fix():
            print(line)
    else:
        examples.record(ROOT / ".cache" / "verified.json")


def pytest_terminal_summary(terminalreporter):
    """What passing tests say of how much they compared: "500 stacks"."""
    passed = [report for report in terminalreporter.stats.get("passed", ()) if report.when == "call"]
    printed = {report.nodeid.split("::")[-1]: report.capstdout.strip() for report in passed}
    if compared := {test: text for test, text in printed.items() if re.match(r"\d+ \w+", text)}:
        terminalreporter.section("compared")
        for test, text in compared.items():
            terminalreporter.write_line(f"{test}: {text}")
