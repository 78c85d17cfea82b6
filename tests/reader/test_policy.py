"""The Content-Security-Policy: every page works under it, and what is not the site's own is blocked."""

import pytest

pytestmark = pytest.mark.browser

LISTEN = "addEventListener('securitypolicyviolation', it => console.error('blocked', it.violatedDirective, it.blockedURI))"
WAITED = "new Promise(done => setTimeout(done, 300))"


@pytest.fixture
def watched(tab):
    """(a tab, what its pages said that the policy blocked)"""
    page, blocked = tab(permissions=["clipboard-read", "clipboard-write"]), []
    page.add_init_script(LISTEN)
    page.on("console", lambda said: "blocked" in said.text and blocked.append(f"{page.url}: {said.text}"))
    return page, blocked


def test_every_page_has_it(site):
    """That none breaks it, test_every_page.py sees: a breach is an error in the console."""
    pages = list(site.rglob("*.html"))
    for path in pages:
        head = path.read_text("utf-8").split('<meta name="viewport"')[0]
        assert "script-src 'self' 'sha256-" in head and "default-src 'self';" in head, path
        assert all(f"{kind}-src 'none'" in head for kind in ("frame", "manifest", "media", "object")), path
        assert "unsafe" not in head, path
    assert len(pages) > 20


def test_what_pages_do_is_not_blocked(watched, home):
    page, blocked = watched
    page.goto(f"{home}en/pooling/")
    page.locator(".md-code__button:visible").first.click()
    page.locator(".md-dialog--active").wait_for()
    assert page.evaluate("navigator.clipboard.readText()")
    page.locator("button.scheme").click()
    page.click(".md-search__input")
    page.keyboard.type("stride")
    page.locator(".md-search-result__link").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**h=stride*")
    page.locator("article mark:visible").first.wait_for()
    page.click("a.language")
    page.wait_for_url(lambda url: "/en/" not in url)
    page.goto(f"{home}en/shapes/")
    page.locator("#st-code").fill("keras.layers.Conv2D(7, 3)")
    page.locator("shape-tracer td .st-name").first.wait_for()
    page.goto(f"{home}en/explorer/")
    page.get_by_label("padding", exact=True).select_option("same")
    page.locator("conv-explorer [role=grid]").first.wait_for(state="attached")
    page.evaluate(WAITED)
    assert not blocked, "\n".join(blocked)


@pytest.mark.parametrize(
    ("inject", "said"),
    [
        ("let it = document.createElement('script'); it.textContent = 'ran = 1'", "script-src-elem inline"),
        ("let it = document.createElement('script'); it.src = 'http://localhost:9/foreign.js'", "script-src-elem http://localhost:9"),
        ("let it = document.createElement('img'); it.src = 'http://localhost:9/foreign.png'", "img-src http://localhost:9"),
        ("let it = document.createElement('p'); it.innerHTML = '<img src=data:, onerror=\"ran = 1\">'", "script-src-attr inline"),
        ("let it = document.createElement('style'); it.textContent = 'p { color: red }'", "style-src-elem inline"),
        ("let it = document.createElement('iframe'); it.src = 'http://localhost:9/'", "frame-src http://localhost:9"),
    ],
)  # fmt: skip
def test_what_is_foreign_is_blocked(watched, home, inject, said):
    page, blocked = watched
    page.goto(home)
    page.evaluate(f"() => {{ {inject}; document.body.append(it) }}")
    page.evaluate(WAITED)
    assert page.evaluate("typeof ran") == "undefined"
    assert any(f"blocked {said}" in line for line in blocked), blocked


def test_no_data_leaves(watched, home):
    page, blocked = watched
    page.goto(home)
    assert page.evaluate("fetch('http://localhost:9/').catch(error => error.name)") == "TypeError"
    assert any("connect-src" in said for said in blocked)
