"""How the instruments' modules become the scripts that are published."""

import re
import shutil

import pytest

from sitebuild.checkout import HERE, Checkout
from sitebuild.publish.bundle import scripts
from sitebuild.publish.node_tools import NodeToolError, esbuild


@pytest.fixture
def checkout(tmp_path):
    """One with the site's own scripts, and a cache of its own."""
    packages = tmp_path / "instruments/node_modules"
    shutil.copytree(HERE.root / "instruments", packages.parent, ignore=shutil.ignore_patterns("node_modules"))
    packages.symlink_to(HERE.root / "instruments/node_modules")
    return Checkout(tmp_path)


@pytest.mark.parametrize("script, later", [("explorer/explorer", "panel"), ("models/models", "content")])
def test_what_may_not_be_asked_for_is_loaded_later_on_the_hosted_site(checkout, script, later):
    made = scripts(checkout, offline=False)
    assert any(name.startswith(f"{script.partition('/')[0]}/{later}-") for name in made)
    assert "import(" in made[f"{script}.js"].read_text("utf-8")


def test_no_script_of_the_offline_edition_is_a_module(checkout):
    for name, script in scripts(checkout, offline=True).items():
        assert "-" not in name
        text = script.read_text("utf-8")
        assert text.startswith(("(()=>{", '"use strict";(()=>{')) and "import(" not in text, name


def test_a_script_is_made_anew_when_a_module_of_it_changes(checkout):
    before = scripts(checkout, offline=False)["page.js"]
    assert scripts(checkout, offline=False)["page.js"] == before
    module = checkout.root / "instruments/site/language.ts"
    module.write_text(module.read_text("utf-8") + "\nconsole.log('added')\n", "utf-8")
    assert "added" in scripts(checkout, offline=False)["page.js"].read_text("utf-8")


def test_a_fault_is_told_with_its_file_and_line(checkout):
    module = checkout.root / "instruments/views/tracer/address.ts"
    module.write_text("const twice = 1\nconst twice = 2\n", "utf-8")
    with pytest.raises(NodeToolError, match=r"tracer/address\.ts:2:6"):
        scripts(checkout, offline=False)
    assert not list((checkout.cache / "scripts").glob("*")), "a bundle half made stays"


def test_a_brace_of_a_style_sheet_that_is_never_closed_is_told(tmp_path):
    (tmp_path / "own.css").write_text(".x { color: red }\n.y { color: blue;\n", "utf-8")
    with pytest.raises(NodeToolError, match=r'Expected "}"[\s\S]*own\.css:3'):
        esbuild(["--loader=css"], tmp_path, '@import "./own.css";')


def test_what_is_bundled_is_watched():
    named, _, _ = (HERE.root / "mkdocs.yml").read_text("utf-8").partition("theme:")
    apart = {"node_modules", "tests", "door"}  # the door for programs is no part of the site
    rooms = {
        room.name
        for room in (HERE.root / "instruments").iterdir()
        if room.name not in apart and any(room.rglob("*.ts"))
    }
    assert set(re.findall(r"instruments/(\w+)", named)) == rooms
