"""What decides whether a figure is drawn again."""

import shutil
from pathlib import Path

import pytest

from sitebuild.computing import sources
from sitebuild.computing.sources import Sources, code_of
from sitebuild.figures.drawing import key

CHAPTER = {
    "draw.py": "def figure(): return 1\n",
    "ch/one.py": '"""One."""\nimport draw\nfrom ch.direct import a\nfig = a(draw.figure())\n',
    "ch/two.py": "def late():\n    from ch import late\nfig = 2\n",
    "ch/direct.py": "from .indirect import b\na = b\n",
    "ch/indirect.py": "from importlib import import_module\nb = import_module('ch.named').c\n",
    "ch/named.py": "c = abs\n",
    "ch/late.py": "d = 1\n",
    "ch/unused.py": "e = 1\n",
}


@pytest.fixture
def keys(tmp_path):
    """A function that gives the names of the figures whose keys changed since it was called last."""
    snippets = tmp_path / "snippets"
    for name, text in CHAPTER.items():
        (snippets / name).parent.mkdir(parents=True, exist_ok=True)
        (snippets / name).write_text(text)
    last = {}

    def changed(drawing="code"):
        files, before = Sources(snippets), dict(last)
        last.update({name: key(files, snippets / f"ch/{name}.py", drawing) for name in ("one", "two")})
        return {name for name in last if last[name] != before.get(name)}

    changed()
    return changed


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("ch/one.py", CHAPTER["ch/one.py"] + "\n\n# a comment\n", ""),
        ("ch/one.py", CHAPTER["ch/one.py"].replace("a(draw", "a(\n    draw"), ""),
        ("ch/direct.py", "# a comment\n\n" + CHAPTER["ch/direct.py"], ""),
        ("ch/direct.py", '"""A docstring."""\n' + CHAPTER["ch/direct.py"], ""),
        (
            "ch/direct.py",
            '"""A docstring that is drawn."""\n' + CHAPTER["ch/direct.py"] + "e = __doc__\n",
            "one",
        ),
        ("ch/one.py", CHAPTER["ch/one.py"] + "fig = 3\n", "one"),
        ("draw.py", "def figure(): return 2\n", "one"),
        ("ch/direct.py", "from .indirect import b\na = [b]\n", "one"),
        ("ch/indirect.py", CHAPTER["ch/indirect.py"] + "b = max\n", "one"),
        ("ch/named.py", "c = min\n", "one"),
        ("ch/late.py", "d = 2\n", "two"),
        ("ch/__init__.py", "import draw\n", "one two"),
        ("ch/unused.py", "e = 2\n", ""),
        ("ch/data.csv", "1,2\n", "one two"),
        ("ch/.one.py.swp", "an editor's", ""),
        ("ch/one.py", "fig = (", "one"),
    ],
)
def test_key_follows_code(keys, tmp_path, name, text, expected):
    (tmp_path / "snippets" / name).write_text(text)
    assert keys() == set(expected.split())


@pytest.mark.parametrize("package", ["numpy", "matplotlib", "pillow"])
def test_key_follows_versions(keys, monkeypatch, package):
    version = sources.version
    monkeypatch.setattr(sources, "version", lambda name: "99" if name == package else version(name))
    assert keys() == {"one", "two"}


def test_key_follows_versions_of_what_it_imports(keys, monkeypatch, tmp_path):
    (tmp_path / "snippets/ch/one.py").write_text("from skimage import data\n")
    keys()
    version = sources.version
    monkeypatch.setattr(sources, "version", lambda name: "99" if name == "scikit-image" else version(name))
    assert keys() == {"one"}


def test_key_follows_what_draws(keys):
    assert keys("other code") == {"one", "two"}


def test_what_draws_is_found_by_its_imports(tmp_path):
    package = shutil.copytree(Path(sources.__file__).parents[1], tmp_path / "sitebuild")
    before = code_of("figures/run", folder=package)
    for name, follows in ("figures/compact", True), ("figures/collected", False):
        file = package / f"{name}.py"
        file.write_text(file.read_text() + "more = 1\n")
        after = code_of("figures/run", folder=package)
        assert (after != before) == follows, name
        before = after
