"""The figure that a test module is named after, and the demand that each number it draws is checked."""

import ast

import numpy as np
import pytest
import snippet
from sites import Site

from sitebuild.pages.includes import section
from sitebuild.pages.page import ROOT, SNIPPETS


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items):
    """What needs a browser is run by `make check`. On a busy machine one is late at times: its tests have a second try,
    and the report names each that needed it."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))
            item.add_marker(pytest.mark.check)


class Figure:
    """A snippet, run: its names (`namespace`) and the arrays that it draws (`drawn`)."""

    def __init__(self, path):
        self.path, self.checked = path, False
        self.namespace, figure = snippet.run(path)
        self.drawn = figure.drawn

    def computed(self, **inputs):
        """The names of the section `compute` with other inputs than the figure's: what a page shows is to hold of them."""
        code = ast.parse("\n".join(line.text for line in section(self.path, "compute")))
        code.body = [step for step in code.body if not _assigns(step, inputs)]
        namespace = {**self.namespace, **inputs}
        exec(compile(code, self.path, "exec"), namespace)
        return namespace

    def check(self, expected):
        """The drawn arrays are these, name → array, no more and no fewer; masked where they are."""
        self.checked = True
        assert set(self.drawn) == set(expected)
        for name, array in expected.items():
            drawn, array = np.ma.asarray(self.drawn[name]), np.ma.asarray(array)
            assert drawn.shape == array.shape, name
            np.testing.assert_array_equal(np.ma.getmaskarray(drawn), np.ma.getmaskarray(array), name)
            np.testing.assert_allclose(drawn.filled(0), array.filled(0), rtol=1e-6, atol=1e-6, err_msg=name)


def _assigns(step, names):
    return isinstance(step, ast.Assign) and ast.unparse(step.targets[0]) in names


@pytest.fixture
def figure(request):
    """tests/<chapter>/test_<figure>.py is about snippets/<chapter>/<figure>.py."""
    path = SNIPPETS / request.path.parent.name / request.path.name.removeprefix("test_")
    figure = Figure(path)
    yield figure
    assert figure.checked, f"{path.relative_to(ROOT)} draws numbers that this test does not check"


@pytest.fixture
def site(tmp_path):
    """A throw-away site."""
    return Site(tmp_path)


@pytest.fixture(scope="module")
def new_site(tmp_path_factory):
    """A function that makes a site, for those that several tests share."""
    return lambda **options: Site(tmp_path_factory.mktemp("site"), **options)
