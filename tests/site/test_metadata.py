"""What search engines and link previews are told: whole where the site has an address, and no address where it has none."""

import json
import re
from html.parser import HTMLParser

import pytest
from PIL import Image
from sites import CONFIG

from sitebuild.pages.page import ROOT

pytestmark = pytest.mark.check  # builds sites of its own

HOME = "https://example.org/somewhere/"
LICENSE = re.search(r"^  license: (\S+)", (ROOT / "mkdocs.yml").read_text("utf-8"), re.M)[1]
ELSEWHERE = {"https://schema.org", LICENSE}
HOSTED = f"""
site_url: !ENV SITE_URL
site_description: 무엇인가
extra: {{ license: {LICENSE} }}
"""
PAGE = """---
description: '{}'
---

# {}

## One {{ #one }}
"""
GLOSSARY = """# Words

kernel · 커널 {{ #kernel }}
:   A [small array](page.md#one).

`output_padding` {{ #output-padding }}
:   It [chooses](page.md) a size.

{} {{ #axis }}
:   A direction.
"""
FIGURE = """
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.patches import Rectangle

fig = plt.figure(figsize=(2, 3))
fig.drawn = {"input": np.array([1])}
for place, size, colour in (((0.1, 0.1), (0.8, 0.5), "#ff0000"), ((0.4, 0.8), (0.2, 0.1), "#0000ff")):
    fig.add_artist(Rectangle(place, *size, facecolor=colour))
"""
WICKED = "a </script><b> \" & 'c'"


class Head(HTMLParser):
    """What the head of a page says: its links, names, title and structured data."""

    def __init__(self, text):
        super().__init__()
        self.links, self.names, self.data, self.title, self.within = {}, {}, [], "", None
        self.feed(text.partition("</head>")[0])

    def handle_starttag(self, tag, attributes):
        attributes, self.within = dict(attributes), None
        if tag == "link":
            self.links[attributes["rel"].strip(), attributes.get("hreflang")] = attributes["href"]
        elif tag == "meta" and (name := attributes.get("property") or attributes.get("name")):
            self.names[name] = attributes["content"]
        elif tag == "title" or attributes.get("type") == "application/ld+json":
            self.within = tag

    def handle_data(self, data):
        if self.within == "title":
            self.title += data
        elif self.within == "script":
            self.data.append(json.loads(data))
        self.within = None


@pytest.fixture(scope="module")
def build(new_site):
    """A function: address or "" → the site built for it."""

    def build(address):
        site = new_site(theme="material")
        config = CONFIG % ("material", "publish, ")
        config = config.replace(
            "name: material", f"name: material, font: false, custom_dir: {ROOT / 'docs/theme'}"
        )
        site.write("mkdocs.yml", config + HOSTED)
        site.write("snippets/ch/heart.py", FIGURE)
        site.page("# 처음\n\n![심장 & 그림. 더.](figures/ch/heart.svg){ #heart }\n")
        for language, name in (("ko", "쪽"), ("en", "Page")):
            site.write(f"docs/{language}/page.md", PAGE.format(WICKED.replace("'", "''"), f"{name} & more"))
            site.write(f"docs/{language}/glossary.md", GLOSSARY.format("축"))
            site.write(f"docs/{language}/other.md", "# Other\n")
        site.log = site.build("--strict", SITE_URL=address)
        assert site.log[0] == 0, site.log[1]
        return site

    return build


@pytest.fixture(scope="module")
def hosted(build):
    return build(HOME)


@pytest.fixture(scope="module")
def nowhere(build):
    return build("")


def head(site, place):
    return Head(site.read(f"site/{place}index.html"))


PLACES = ["", "page/", "other/"]
LANGUAGES = {"ko": "", "en": "en/"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_of_a_hosted_page(hosted, language, place):
    page = head(hosted, LANGUAGES[language] + place)
    own = f"{HOME}{LANGUAGES[language]}{place}"
    assert page.links["canonical", None] == page.names["og:url"] == page.data[0]["url"] == own
    for other, root in LANGUAGES.items():
        assert page.links["alternate", other] == f"{HOME}{root}{place}"
    assert page.data[0]["isPartOf"]["url"] == HOME + LANGUAGES[language]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_address_without_one(nowhere, language, place):
    page = head(nowhere, LANGUAGES[language] + place)
    said = json.dumps([list(page.links.values()), page.names, page.data])
    assert set(re.findall(r"[a-z]+://[^\s\"]+", said)) == ELSEWHERE
    assert not {"og:url", "og:image"} & set(page.names) and ("canonical", None) not in page.links
    assert "url" not in page.data[0] and page.data[0]["name"] == page.names["og:title"]
    assert not (nowhere.folder / "site/preview.png").exists()


@pytest.mark.parametrize("site", ["hosted", "nowhere"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_structured_data(request, site, language):
    page = head(request.getfixturevalue(site), f"{LANGUAGES[language]}page/")
    [about] = page.data
    assert about["@context"] == "https://schema.org" and about["@type"] == "LearningResource"
    assert about["name"] == ("쪽 & more" if language == "ko" else "Page & more")
    assert about["description"] == page.names["og:description"] == WICKED
    assert about["inLanguage"] == language and about["license"] == LICENSE
    assert about["isPartOf"]["name"] == ("시험" if language == "ko" else "test")
    assert about["teaches"] == ["kernel", "output_padding"]
    assert page.names["og:locale"] == {"ko": "ko_KR", "en": "en_US"}[language]


def test_only_what_the_glossary_leads_to_is_taught(hosted):
    assert head(hosted, "").data[0]["teaches"] == ["kernel", "output_padding"]
    assert "teaches" not in head(hosted, "other/").data[0]


def test_robots(hosted, nowhere):
    maps = re.findall(r"^Sitemap: (.+)$", hosted.read("site/robots.txt"), re.M)
    assert maps == [f"{HOME}sitemap.xml", f"{HOME}en/sitemap.xml"]
    for address in maps:
        assert f"<loc>{address.removesuffix('sitemap.xml')}page/</loc>" in hosted.read(
            f"site/{address.removeprefix(HOME)}"
        )
    for site in (hosted, nowhere):
        assert site.read("site/robots.txt").startswith("User-agent: *\nDisallow:\n")
        assert not (site.folder / "site/en/robots.txt").exists()
    assert "Sitemap" not in nowhere.read("site/robots.txt")
    assert "://" not in nowhere.read("site/robots.txt") + re.sub(
        "xmlns=.*", "", nowhere.read("site/sitemap.xml")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_preview_of_the_first_figure(hosted, language):
    names = head(hosted, f"{LANGUAGES[language]}other/").names
    assert names["og:image"] == f"{HOME}preview.png" and names["twitter:card"] == "summary_large_image"
    assert names["og:image:alt"] == "심장 & 그림."
    image = Image.open(hosted.folder / "site/preview.png")
    assert image.size == (1200, 630) == (int(names["og:image:width"]), int(names["og:image:height"]))
    across = [image.getpixel((x, 315)) for x in range(image.width)]
    assert across[0] == across[-1] == (255, 255, 255)
    assert across.index((0, 0, 255)) < across.index((255, 0, 0)), "the upper part stands left of the lower"


def test_preview_is_kept_until_the_figure_changes(hosted):
    assert "preview drawn from ch/heart" in hosted.log[1]
    assert "preview drawn" not in hosted.build(SITE_URL=HOME)[1]
    hosted.write("snippets/ch/heart.py", FIGURE.replace("#ff0000", "#00ff00"))
    assert "preview drawn" in hosted.build(SITE_URL=HOME)[1]
    assert len(list((hosted.folder / ".cache/previews").iterdir())) == 1


def test_the_missing_page_says_so_and_is_not_to_be_found(hosted):
    page = Head(hosted.read("site/404.html"))
    assert page.title.startswith("404") and page.names["robots"] == "noindex" and not page.data


def test_the_licence_is_that_of_the_repository():
    assert LICENSE in (ROOT / "LICENSE").read_text("utf-8")
