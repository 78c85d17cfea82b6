"""Faults of pages and snippets that Markdown lets pass in silence: each is told with file, line and what to do."""

import pytest

from sitebuild.pages.faults import faults
from sitebuild.pages.includes import PageError, broken, section
from sitebuild.pages.page import Page, all_pages, read
from sitebuild.prose.glossary import terms

START, END = "# --8<-- [start:x]\n", "# --8<-- [end:x]\n"


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "snippets").mkdir()
    for language in "ko", "en":
        (tmp_path / "docs" / language).mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"a = 1\n{START}b = 2\n", r"part\.py:2: the section 'x' is never ended"),
        (f"{END}b = 2\n{START}", r"part\.py:1: the section 'x' ends before it starts"),
        (f"{START}b = 2\n{END}{START}c = 3\n{END}", r"part\.py:3: the section 'x' is marked more than once"),
        (f"{START}{START}b = 2\n{END}", r"part\.py:2: the section 'x' is marked more than once"),
        ("b = 2\n", r"page\.md:2: asks for the section 'x', which part\.py does not mark"),
        ("# é\n".encode("latin-1"), r"part\.py:1: is not UTF-8"),
    ],
    ids=["open", "exchanged", "two parts", "two starts", "absent", "latin-1"],
)
def test_a_section_is_marked_once_from_start_to_end(checkout, text, said):
    (checkout / "snippets/part.py").write_bytes(text if isinstance(text, bytes) else text.encode())
    page, text = checkout / "docs/ko/page.md", '```python\n--8<-- "part.py:x"\n```\n'
    with pytest.raises(PageError, match=said) as error:  # as the tests read it
        Page(page, text)
    assert list(broken(page, text).values()) == [str(error.value)], "as the build reads it"


def test_a_section_that_is_whole_is_read(checkout):
    path = checkout / "snippets/part.py"
    path.write_text(f"a = 1\n{START}b = 2\n{END}")
    assert [(line.text, line.number) for line in section(path, "x")] == [("b = 2", 3)]


@pytest.mark.parametrize("file", ["../mkdocs.yml", "../../etc/passwd", "/etc/passwd"])
def test_an_include_from_outside_the_snippets_is_refused(checkout, file):
    (message,) = broken(checkout / "docs/ko/page.md", f'--8<-- "{file}"').values()
    assert message.startswith("docs/ko/page.md:1: ") and "lies outside snippets/" in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\ntitle: a\nhide: [toc]\ntitle: b\n---\n# x\n", ":4: title is given twice"),
        ("# x\n\nThe size $n is\nsmall, $k$ too.\n\nThen $m$.\n", ":4: a $ without its partner"),
        ("---\ntitle: a\ninstruments: [explorr]\n---\n# x\n", ":3: there is no instrument explorr"),
        ("---\ntemplate: gone.html\n---\n# x\n", ":2: the theme's own template is for all pages"),
        ("# x\n\n- one $n$\n- two n$\n", ":4: a $ without its partner"),
        ("# x\n\n$$\na\n$\n", ":5: a $ without its partner"),
    ],
)
def test_what_is_dropped_or_doubled_is_told(checkout, text, said):
    (fault,) = faults(Page(checkout / "docs/ko/page.md", text))
    assert fault.startswith(f"docs/ko/page.md{said}")


def test_a_dollar_that_is_meant_is_none(checkout):
    text = "# x\n\nIt costs 5 \\$, and `$HOME` $n$.\n\n$$\na\n\nb\n$$\n\n```sh\necho $x\n```\n"
    assert not list(faults(Page(checkout / "docs/ko/page.md", text)))


@pytest.mark.parametrize("name", ["docs/ko/page.md", "snippets/part.py"])
def test_a_byte_order_mark_is_refused(checkout, name):
    path = checkout / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\xef\xbb\xbf# x\n")
    with pytest.raises(PageError, match=rf"{name}:1: begins with a byte order mark"):
        section(path) if path.suffix == ".py" else read(path)


def test_what_editors_leave_is_no_page(checkout):
    ko = checkout / "docs/ko"
    (ko / "page.md").write_text("# x\n")
    (ko / ".#page.md").symlink_to("someone@host.123")
    (ko / "folder.md").mkdir()
    for name in ".ipynb_checkpoints", ".obsidian":
        (ko / name).mkdir()
        (ko / name / "page-checkpoint.md").write_text("# x\n")
    assert list(all_pages(checkout / "docs")) == [ko / "page.md"]


def test_an_entry_without_a_term_is_told_and_is_none(checkout):
    text = "# Words\n\nkernel · 커널 { #kernel }\n:   A small array.\n\n, · 축 { #axis }\n:   A direction.\n"
    (fault,) = faults(Page(checkout / "docs/en/glossary.md", text))
    assert fault.startswith("docs/en/glossary.md:6: the entry #axis has no term")
    assert [term.id for term in terms(text)] == ["kernel"]


def test_other_names_with_a_link_are_told(checkout):
    text = "# Words\n\nkernel · 커널 { #kernel }\n:   An array.\n:   Elsewhere: mask [more](a.md).\n"
    (fault,) = faults(Page(checkout / "docs/en/glossary.md", text))
    assert fault.startswith("docs/en/glossary.md:5: what other texts say is names")
