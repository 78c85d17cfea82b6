"""One name finds snippet and test."""

from sitebuild.pages.page import ROOT, SNIPPETS


def test_each_snippet_has_a_test_and_each_test_a_snippet():
    snippets = {path.relative_to(SNIPPETS).with_suffix("") for path in SNIPPETS.glob("*/*.py")}
    chapters = {name.parent.name for name in snippets}
    tests = {
        path.relative_to(ROOT / "tests")
        for chapter in chapters
        for path in ROOT.glob(f"tests/{chapter}/test_*.py")
    }
    assert {name.with_name(f"test_{name.name}.py") for name in snippets} == tests
