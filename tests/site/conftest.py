"""Sites for the tests of the hooks."""

import pytest
from sites import Site


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


@pytest.fixture(scope="module")
def new_site(tmp_path_factory):
    """A function that makes a site, for those that several tests share."""
    return lambda **options: Site(tmp_path_factory.mktemp("site"), **options)
