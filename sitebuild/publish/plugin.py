"""Ties the room to MkDocs: what concerns the published site as a whole, and the head and foot of each page."""

import logging
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File

from sitebuild import checkout
from sitebuild.pages.includes import PageError
from sitebuild.pages.stamp import stamp
from sitebuild.publish import content_policy, metadata, search_index, style_sheets
from sitebuild.serving import ensure_free, serving

log = logging.getLogger("mkdocs.plugins.publish")

PREVIEW = "preview.png"
SEARCH_WORKER = "assets/javascripts/frame_worker.js"


class PublishPlugin(BasePlugin):
    is_inner = False

    def within(self, outer):
        """The English build, within the Korean one, leaves the style sheets to it."""
        self.is_inner = True

    def on_config(self, config):
        if serving():
            ensure_free(config.dev_addr.host, config.dev_addr.port)
        self.is_korean = config.theme["language"] == "ko"  # the English pages lie in the Korean site
        self.offline = config.extra.get("offline", False)
        if self.offline:
            classic_scripts(config)
        self.one_sheet = config.theme.name == "material" and not serving()
        if self.one_sheet:
            self.sheets, config.extra_css = config.extra_css, []

    def on_files(self, files, config):
        if not self.offline and (worker := files.get_file_from_path(SEARCH_WORKER)):
            files.remove(worker)
        config.extra["preview"] = None
        if self.is_korean:
            files.append(File.generated(config, "robots.txt", content=metadata.robots(config.site_url)))
        if not config.site_url or serving():  # previews take absolute addresses only
            return
        if found := metadata.picture_of(Path(config.docs_dir, "index.md")):
            picture, caption = found
            config.extra["preview"] = {"file": PREVIEW, "size": metadata.size_of(picture), "alt": caption}
            if self.is_korean:
                files.append(File.generated(config, PREVIEW, content=picture))

    def on_env(self, env, config, files):
        prepare_templates(env, checkout.of_config(config).cache / "templates")

    def on_page_content(self, content, page, config, files):
        try:
            source = config.plugins["pages"].book.page(page.file.abs_src_path)
        except PageError:  # the page itself shows the error
            return content
        return content + stamp(source, config.theme["language"])

    def on_page_context(self, context, page, config, nav):
        context["about"] = metadata.about(page, config)
        return context

    def on_post_page(self, output, page, config):
        return self._published(output, page.file.src_uri)

    def on_post_template(self, output_content, template_name, config):
        return (
            self._published(output_content, template_name)
            if template_name.endswith(".html")
            else output_content
        )

    @event_priority(-50)  # after the English build
    def on_post_build(self, config):
        address = "glossary/" if config.use_directory_urls else "glossary.html"
        try:
            search_index.publish(Path(config.site_dir), Path(config.docs_dir), address)
        except PageError as error:
            if not serving():
                raise PluginError(str(error)) from None
            log.error(error)
        if self.one_sheet and not self.is_inner:
            style_sheets.publish(
                Path(config.site_dir), self.sheets, checkout.of_config(config).cache / "styles"
            )

    def _published(self, output, place):
        if serving():  # live reload is an inline script that is added later
            return output
        return content_policy.protected(output, place, self.offline)


def classic_scripts(config):
    """`OFFLINE=true` makes an edition that opens from a folder by double click: no script is a module, or from another host."""
    config.extra["polyfills"] = [SEARCH_WORKER]  # not the offline plugin's, which comes from another host
    for script in config.extra_javascript:
        script.type, script.defer = "", True


def prepare_templates(env, cache):
    """Set up Jinja's environment as the theme's templates want it; each is compiled when it changes, and kept in `cache`."""
    cache.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(cache))
    env.trim_blocks = env.lstrip_blocks = True
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}  # Korean in half the bytes
