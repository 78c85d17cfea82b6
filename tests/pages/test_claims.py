"""The ledger has every claim of the note once, with its verdict, an example that was run, and its chapter."""

import json
import re
import tomllib
from xml.etree import ElementTree

import pytest
import told
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as SitePage

from sitebuild.pages import plugin
from sitebuild.pages.page import ROOT, Page
from sitebuild.prose import ledger

LANGUAGES = {"ko": "mkdocs.yml", "en": "mkdocs.en.yml"}
CLAIMS = tomllib.loads((ROOT / "tests/pages/claims.toml").read_text("utf-8"))
PAGES = {language: Page(ROOT / f"docs/{language}/claims.md") for language in LANGUAGES}
BADGE = re.compile(r'<strong class="verdict ([\w-]+)">([^<]*)</strong>')
BROKEN = f"""# Ledger

{ledger.PLACE}

### C1 · One {{ #c1 }}

**holds**{{ .verdict .holds }} It does.

### C2 · Two {{ #c2 }}

SECOND
"""

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_claim = pytest.mark.parametrize("name", CLAIMS)


def entry(language, name):
    (found,) = [claim for claim in ledger.claims(PAGES[language]) if claim.id == name.lower()]
    return found


def section(language, name):
    found = entry(language, name)
    return "\n".join(PAGES[language].prose.split("\n")[found.start : found.end])


def rendered(path, config):
    """The HTML of a page, its summary counted."""
    file = File(path.name, str(path.parent), config.site_dir, use_directory_urls=True)
    page = SitePage(None, file, config)
    page.read_source(config)
    page.render(config, Files([file]))
    return config.plugins["pages"].on_page_content(page.content, page, config, None)


@each_language
def test_within_a_subject_the_claims_stand_by_number(language):
    subjects = [[]]
    for *_, anchor in PAGES[language].headings:
        if ledger.ENTRY.fullmatch(anchor or ""):
            subjects[-1].append(int(anchor[1:]))
        else:
            subjects.append([])
    assert sum(map(len, subjects)) == len(CLAIMS)
    assert subjects == [sorted(subject) for subject in subjects]


def test_the_list_of_claims_is_whole():
    assert list(CLAIMS) == [f"C{number}" for number in range(1, 40)]
    for name, claim in CLAIMS.items():
        assert claim.keys() == {"claim", "verdict", "where"} and all(claim.values()), name
        assert claim["verdict"] in ledger.VERDICTS, name


@each_language
def test_no_claim_is_missing_and_none_is_there_twice(language):
    found = [claim.id.upper() for claim in ledger.claims(PAGES[language])]
    assert sorted(found, key=lambda name: int(name[1:])) == list(CLAIMS)


@each_language
@each_claim
def test_claim_has_its_verdict_its_example_and_its_chapter(language, name):
    found, text = entry(language, name), section(language, name)
    assert found.verdict == CLAIMS[name]["verdict"]
    assert found.word == ledger.VERDICTS[found.verdict][language]
    assert re.search(r"\S\n\{: \.said \}\n", text), f"{name} does not say what the note says"
    assert f"]({CLAIMS[name]['where']})" in text, f"{name} leads to no chapter"
    examples = [c for c in PAGES[language].cells if found.start < c.line <= found.end and c.kind == "example"]
    assert any(cell.want or "assert" in cell.source for cell in examples), f"{name} shows nothing"


@each_language
@each_claim
def test_the_link_to_the_chapter_bears_its_title(language, name):
    where = CLAIMS[name]["where"]
    (said,) = re.findall(rf"\[([^\[\]]+)\]\({re.escape(where)}\)", section(language, name))
    if not where.startswith("#"):
        _, _, title, _ = next(Page(ROOT / "docs" / language / where.partition("#")[0]).headings)
        assert said == title


@each_claim
def test_the_page_says_what_the_note_says(name):
    """As the list of claims has it, "The note:" before it, or "The note's third picture:"."""
    (said,) = re.findall(r"(.+)\n\{: \.said \}", section("en", name))
    assert told.claim_in(said) == CLAIMS[name]["claim"].lower()


@each_language
def test_the_summary_counts_the_entries(language):
    config = load_config(str(ROOT / LANGUAGES[language]))
    page = rendered(PAGES[language].path, config)
    top, *sections = re.split(r"(?=<h[23] )", page)
    entries = {}
    for part in sections:
        if heading := re.match(r'<h3 id="(c\d+)"', part):
            (badge,) = BADGE.findall(part)
            entries[heading[1]] = badge
    assert len(entries) == len(CLAIMS)
    said = {}
    for line in re.findall(r"<li>(.*?)</li>", top, re.S):
        ((verdict, words),) = BADGE.findall(line)
        said[verdict] = words, re.findall(r'href="#(c\d+)"', line)
    assert said.keys() == ledger.VERDICTS.keys()
    for verdict, (words, links) in said.items():
        counted = [id for id in entries if entries[id][0] == verdict]
        assert sorted(links) == sorted(counted)
        assert re.findall(r"\d+", words) == [str(len(counted))]
        assert ledger.VERDICTS[verdict][language] in words
    assert re.search(rf"<p>[^<]*\b{len(entries)}", top)


@each_language
def test_what_is_chosen_by_is_what_the_list_of_claims_says(language):
    entries = list(ledger.claims(PAGES[language]))
    for found in entries:
        where = CLAIMS[found.id.upper()]["where"]
        assert found.chapter == ledger.HERE if where.startswith("#") else where.startswith(found.chapter), (
            found
        )
    form = ElementTree.fromstring(ledger.choice(entries, language))
    assert json.loads(form.get("data-claims")).keys() == {found.id for found in entries}
    chosen = {select.get("name"): [it.get("value") for it in select] for select in form.iter("select")}
    assert chosen["verdict"] == ["", *ledger.VERDICTS]
    assert set(chosen["chapter"]) == {"", *(found.chapter for found in entries)}


@pytest.mark.parametrize(
    ("second", "right"),
    [
        ("**wrong**{ .verdict .wrong } It is.", True),
        ("It has none.", False),
        ("**odd**{ .verdict .odd } It is.", False),
        ("**wrong**{ .verdict .wrong }\n\n**holds**{ .verdict .holds }", False),
        ("<!--\n**wrong**{ .verdict .wrong }\n-->", False),
    ],
)
def test_an_entry_without_one_verdict_stops_the_build_and_says_where(tmp_path, monkeypatch, second, right):
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ntheme: { name: material, language: en }\nplugins: [pages]\n"
        "markdown_extensions: { attr_list: , sitebuild.markdown: { language: en } }\n"
    )
    (tmp_path / "docs").mkdir()
    path = tmp_path / "docs/page.md"
    path.write_text(BROKEN.replace("SECOND", second), "utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    monkeypatch.setattr(plugin, "serving", lambda: False)
    if right:
        assert "holds: 1" in rendered(path, config)
        return
    with pytest.raises(PluginError, match=r"page\.md:9: c2 needs one verdict"):
        rendered(path, config)
    monkeypatch.setattr(plugin, "serving", lambda: True)
    assert 'class="figure-error" role="alert"' in rendered(path, config)
