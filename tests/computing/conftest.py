"""A pool for the tests."""

import pytest
from pooled import JOBS, Pooled

from sitebuild.pages.page import ROOT


@pytest.fixture
def make_pool(tmp_path):
    """A function that makes a Pooled; all are closed at the end."""
    (tmp_path / "jobs.py").write_text(JOBS)
    (tmp_path / "sitebuild").symlink_to(ROOT / "sitebuild")
    made = []

    def make(**options):
        made.append(Pooled(tmp_path, **options))
        return made[-1]

    yield make
    for pooled in made:
        pooled.pool.close()
