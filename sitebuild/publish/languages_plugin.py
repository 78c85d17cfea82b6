"""One `mkdocs build` or `mkdocs serve` makes both languages: the Korean site builds the English into en/."""

import logging
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from sitebuild.pages.page import markdown_files
from sitebuild.serving import serving

log = logging.getLogger("mkdocs.plugins.languages")


class LanguagesPlugin(BasePlugin):
    @event_priority(100)  # before Material's search looks for the words of a language that it does not have
    def on_config(self, config):
        language, folder = config.theme["language"], Path(config.docs_dir).name
        # an English site that is Korean by mistake would build an English one, and so on
        if language != folder:
            name = Path(config.config_file_path).name
            raise PluginError(
                f"{name}: theme.language is {language!r}, and docs_dir is {folder}; write language: {folder}"
            )
        if config.repo_url:
            config.edit_uri = f"edit/main/docs/{config.theme['language']}/"

    def on_files(self, files, config):
        """Warn of a page that the other language lacks; its link to that language would lead nowhere."""
        here = Path(config.docs_dir)
        there = here.with_name({"ko": "en", "en": "ko"}[here.name])
        for path in markdown_files(here):
            twin = there / path.relative_to(here)
            if not twin.is_file():
                path, twin = (each.relative_to(here.parents[1]) for each in (path, twin))
                log.warning(f"{path}:1: there is no {twin}; translate the page, under the same name")

    def on_post_build(self, config):
        if config.theme["language"] != "ko":
            return
        try:
            english = _english(config)
            build(english, serve_url=english.site_url if serving() else None)
        except (Exception, SystemExit):  # MkDocs ends a failed build as a SystemExit
            if not serving():
                raise
            log.exception("The English pages are not built; the next save tries again.")


def _english(config):
    """The configuration of the English build. A plugin that has `within` is given the Korean build's, to share its work."""
    english = load_config(
        str(Path(config.config_file_path).with_name("mkdocs.en.yml")),
        site_dir=str(Path(config.site_dir, "en")),
        # warnings are counted by the Korean build, which is still under way
        strict=False,
        site_url=config.site_url and config.site_url.rstrip("/") + "/en/",
    )
    for name, plugin in english.plugins.items():
        if hasattr(plugin, "within"):
            plugin.within(config.plugins[name])
    return english
