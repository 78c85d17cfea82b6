"""Every page before the judges: axe-core, the Nu Html Checker and Lighthouse."""

import json
import re
import shutil
import subprocess
from urllib.parse import quote

import pytest
from audits import BUDGETS_KB, CODE_BUDGET_KB, lighthouse, tools, weights
from folds import OPEN_ALL
from served import serve

pytestmark = pytest.mark.browser

SCHEMES = "light", "dark"
# what the Nu Html Checker calls an error and we keep, with the reason
KEPT = {
    r"Attribute “autocomplete” is only allowed when the input type is": "Material's two switches; Firefox keeps"
    " a ticked box on reload without it",
    r"Bad value “pixelated” for attribute “image-rendering” on element “image”": "CSS Images 3 has it; the checker"
    " knows SVG 1.1",
    r"Attribute “(scriptlevel|displaystyle)” not allowed on element “m\w+”": "MathML Core allows both on every"
    " element; the checker knows MathML 3",
    r"Bad value “” for attribute “tabindex” on element “label”": "Material's heading of a group that stands open",
}


@pytest.fixture(scope="module")
def home(site):
    with serve(site) as address:  # not below a path: without the site's address 404.html asks for /assets/
        yield address


@pytest.fixture(scope="module")
def pages(site):
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


@pytest.mark.timeout(1800)
def test_axe_finds_nothing(tab, home, pages):
    axe = (tools() / "axe-core/axe.min.js").read_text("utf-8")
    page = tab(idle=True, reduced_motion="reduce")
    faults, checked = set(), 0
    for name in pages:
        page.goto(f"{home}{name}", wait_until="networkidle")
        page.evaluate(OPEN_ALL)
        page.evaluate(axe)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
            checked += len(found["passes"])
            faults |= {
                f"{name} {scheme}: {rule['help']}: {node['html'][:200]}"
                for rule in found["violations"]
                for node in rule["nodes"]
            }
    assert not faults, "\n".join(sorted(faults))
    print(f"{checked} rules kept on {len(pages)} pages, light and dark")


def test_axe_finds_nothing_in_the_open_search(tab, home):
    page = tab(reduced_motion="reduce")
    page.goto(f"{home}en/")
    page.click(".md-search__input")
    page.keyboard.type("stride")
    page.locator(".md-search-result__link").first.wait_for()
    page.evaluate((tools() / "axe-core/axe.min.js").read_text("utf-8"))
    assert page.evaluate("axe.run('.md-search').then(it => it.violations)") == []


def test_html_is_valid(site):
    if not shutil.which("java"):
        pytest.fail("no java on the path: the Nu Html Checker needs it (Debian: default-jre-headless)")
    jar = tools() / "vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", jar, "--format", "json", "--exit-zero-always", "--skip-non-html", site]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stderr)["messages"]
    errors = [message for message in told if message["type"] != "info"]
    ours = [message for message in errors if not any(re.match(kept, message["message"]) for kept in KEPT)]
    lines = {f"{message['url']}:{message.get('lastLine')}: {message['message']}" for message in ours}
    assert not lines, "\n".join(sorted(lines))
    gone = [kept for kept in KEPT if not any(re.match(kept, message["message"]) for message in errors)]
    assert not gone, "not told any more, to be taken off the list"


@pytest.mark.timeout(1800)  # a visit to each page takes it some ten seconds
def test_lighthouse_has_nothing_to_add(home, pages):
    """Its performance is measured in tools/benchmarks/visits.py, as it varies with what else the machine does."""
    addresses = [
        f"{home}{name.removesuffix('index.html')}" for name in pages if not name.endswith("404.html")
    ]
    categories = ["accessibility", "best-practices", "seo"]
    for address, visit in zip(addresses, lighthouse(addresses, categories), strict=True):
        assert visit["scores"] == dict.fromkeys(categories, 100), (address, visit["missed"])


@pytest.mark.parametrize("language", ["", "en/"])
def test_visits_are_light(chromium, site, home, language):
    names = sorted(path.parent.relative_to(site).as_posix() for path in (site / language).rglob("index.html"))
    places = [
        f"{name}/" for name in names if name.startswith("en") == bool(language) and name not in (".", "en")
    ]
    sizes = dict(
        zip([language, *places], weights(chromium, [home + it for it in [language, *places]]), strict=True)
    )
    assert len(sizes) > 10
    for kind, each in zip(BUDGETS_KB, zip(*sizes.values(), strict=True), strict=True):
        print(f"heaviest {kind} visit {max(each):.1f} KB, of {BUDGETS_KB[kind]}")
        assert max(each) <= BUDGETS_KB[kind], sizes


HEAD = {
    "keras": "import keras\nfrom keras import layers\nx = keras.Input((28, 28, 1))\n",
    "torch": "import torch\nfrom torch import nn\n",
}
CODE = {
    "chain": HEAD["keras"] + "model = keras.Sequential([x, layers.Conv2D(8, 3), layers.Flatten()])\n",
    "graph": HEAD["keras"]
    + "model = keras.Model(x, layers.Add()([x, layers.Conv2D(1, 3, padding='same')(x)]))\n",
    "PyTorch": HEAD["torch"]
    + "net = nn.Sequential(nn.Conv2d(1, 8, 3), nn.Flatten())\nnet(torch.zeros(1, 1, 9, 9))\n",
}


def test_visits_that_bring_code_load_what_it_names(chromium, home):
    sizes = weights(chromium, [f"{home}shapes/?code={quote(code)}" for code in CODE.values()])
    first = dict(zip(CODE, [size for size, _ in sizes], strict=True))
    print(f"heaviest visit with code {max(first.values()):.1f} KB, of {CODE_BUDGET_KB}")
    assert max(first.values()) <= CODE_BUDGET_KB, first
    assert first["chain"] < first["graph"]  # which is drawn
