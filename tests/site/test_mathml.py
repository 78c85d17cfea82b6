"""Mathematics at build time: MathML, or a stop that says where."""

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from sitebuild.pages import plugin
from sitebuild.prose import mathml

WRONG = "---\ntitle: x\n---\n# Page\n\nAn $n \\cdot s$.\n\n- in a list\n\n    $$\n    \\frac{1}{\n    \\wrong}\n    $$\n"


@pytest.fixture
def render(tmp_path):
    """A function: Markdown → the page, rendered as the site does it, with its content converted."""
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ntheme: material\nplugins: [pages]\n"
        "markdown_extensions: [attr_list, {pymdownx.arithmatex: {generic: true}}, sitebuild.markdown]"
    )
    (tmp_path / "docs").mkdir()

    def rendered(text):
        (tmp_path / "docs/page.md").write_text(text, "utf-8")
        config = load_config(str(tmp_path / "mkdocs.yml"))
        file = File("page.md", config.docs_dir, config.site_dir, use_directory_urls=True)
        page = Page(None, file, config)
        page.read_source(config)
        page.render(config, Files([file]))
        page.content = config.plugins["pages"].on_page_content(page.content, page, config, None)
        return page

    return rendered


def test_formulas_in_text_on_their_own_and_in_a_heading(render):
    page = render("# P\n\n## Size $n < s$ { #size }\n\nAn $a$.\n\n$$\n\\frac{a}{b}\n$$\n")
    assert "arithmatex" not in page.content
    assert "<math><mi>a</mi></math>" in page.content
    assert '<div class="formula"><math data-search-exclude="math" display="block"><mfrac>' in page.content
    assert page.toc.items[0].children[0].title == "Size <math><mi>n</mi><mo>&lt;</mo><mi>s</mi></math>"


def test_an_unknown_command_stops_the_build_and_says_where(render, monkeypatch):
    monkeypatch.setattr(plugin, "serving", lambda: False)
    with pytest.raises(PluginError, match=r'page\.md:12: .*Unknown command "\\wrong"'):
        render(WRONG)


def test_serving_shows_it_and_lives_on(render, monkeypatch, caplog):
    monkeypatch.setattr(plugin, "serving", lambda: True)
    page = render(WRONG)
    assert 'class="figure-error" role="alert"' in page.content
    assert "<math><mi>n</mi>" in page.content  # the rest of the page stands
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "page.md:12" in caplog.text


LETTER = '<mrow><mi>f</mi><mo lspace="0" rspace="0">{}</mo></mrow>'


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        ("f'", f"<mrow>{LETTER.format('′')}</mrow>"),
        ("f''_0", f"<msub>{LETTER.format('′′')}<mn>0</mn></msub>"),
        ("f_{ij}'", f"<msub>{LETTER.format('′')}<mrow><mi>i</mi><mi>j</mi></mrow></msub>"),
        ("f'^2", f"<msup>{LETTER.format('′')}<mrow><mn>2</mn></mrow></msup>"),
        ("n^2", "<msup><mi>n</mi><mn>2</mn></msup>"),
    ],
)
def test_a_prime_stands_right_after_its_letter(tex, shown):
    assert mathml.mathml(tex) == f"<math>{shown}</math>"


@pytest.mark.parametrize("command", [r"\bigl(", r"\Bigr)", r"\bigg|", r"\Biggm/"])
def test_brackets_of_a_set_size_are_refused(command):
    with pytest.raises(mathml.LatexError, match=r"3: .*write \\left and \\right"):
        mathml.mathml(f"a +{command} b")


def test_what_is_too_long_is_refused_before_native_code_sees_it(monkeypatch, render):
    monkeypatch.setattr(mathml, "convert", lambda *_, **__: pytest.fail("asked"))
    monkeypatch.setattr(plugin, "serving", lambda: False)
    with pytest.raises(PluginError, match=r"page\.md:3: .*longer than"):
        render(f"# P\n\n$${'{' * 1500}x{'}' * 1500}$$\n")


@pytest.mark.parametrize(
    "group", ["{", r"\sqrt{", "x^{", r"\hat{"], ids=["braces", "roots", "exponents", "accents"]
)
def test_what_is_let_through_native_code_stands_however_deep(group, render):
    depth = (mathml.LONGEST - 1) // (len(group) + 1)
    assert "</math>" in render(f"# P\n\n${group * depth}x{'}' * depth}$\n").content


def test_a_displayed_formula_that_stays_text_is_named_with_its_line(render, monkeypatch):
    monkeypatch.setattr(plugin, "serving", lambda: False)
    with pytest.raises(PluginError, match=r"page\.md:3: a displayed formula is left as text"):
        render("# P\n\n$$\na\n$$\n{: #size }\n")
