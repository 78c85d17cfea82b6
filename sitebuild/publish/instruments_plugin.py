"""Ties the bundles to MkDocs: the theme's scripts are published as esbuild bundles them."""

import json
import logging
from pathlib import Path

from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File

from sitebuild.checkout import of_file
from sitebuild.publish import bundle
from sitebuild.publish.first_example import first_example
from sitebuild.publish.node_tools import NodeToolError
from sitebuild.serving import serving

log = logging.getLogger("mkdocs.plugins.instruments")
SCRIPTS = "assets/javascripts/"


class InstrumentsPlugin(BasePlugin):
    def on_files(self, files, config):
        # a site elsewhere may use this checkout's theme
        self.checkout = of_file(files.get_file_from_path("assets/stylesheets/site.css").abs_src_path)
        ours = self.checkout.docs / "theme"
        sources = [
            file
            for file in files
            if file.src_uri.startswith(SCRIPTS) and Path(file.abs_src_path).absolute().is_relative_to(ours)
        ]
        for file in sources:
            files.remove(file)
        try:
            for path, script in bundle.scripts(self.checkout, config.extra["offline"]).items():
                files.append(File.generated(config, SCRIPTS + path, abs_src_path=str(script)))
        except NodeToolError as error:
            if not serving():
                raise
            log.error(str(error))
            said = f"console.error({json.dumps(str(error))})"
            # nothing works until it is mended, and the browser's console says why
            for path in bundle.NAMES:
                files.append(File.generated(config, SCRIPTS + path, content=said))

    def on_env(self, env, config, files):
        """Puts the tracer's first example, read, beside its code in the front matter of the tracer's page."""
        for file in files.documentation_pages():
            tracer = file.page.meta.get("shapes") if file.page else None
            if not isinstance(tracer, dict) or not tracer.get("examples"):
                continue
            try:
                tracer["prepared"] = first_example(self.checkout, tracer["examples"][0]["code"])
            except NodeToolError as error:
                if not serving():
                    raise
                log.error(str(error))
