"""What readers ask of a section, docs/asked/, on its way into the search index."""

import pytest

from sitebuild.pages.includes import PageError
from sitebuild.publish.search_index import add_asked


def test_a_question_of_a_section_that_is_gone_is_told_with_its_line(tmp_path):
    asked = tmp_path / "asked.toml"
    asked.write_text('[page]\ntop = "what is it / why"\ngone = "where"\n')
    docs = [{"location": "page/"}, {"location": "page/#here"}]
    with pytest.raises(PageError, match=r"asked\.toml:3: page\.md has no section #gone"):
        add_asked(docs, asked)
    assert docs[0]["asked"] == "what is it\nwhy"
    asked.write_text('[page]\ntop = "what is it\n')
    with pytest.raises(PageError, match=r"asked\.toml:2: it is no TOML"):
        add_asked(docs, asked)
