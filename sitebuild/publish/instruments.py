"""Each instrument is published as few files: its modules joined, without comments, blanks and long names.

The modules of an instrument share one scope then, so that none may give a name that another gives. What is imported later
stays apart, `import("./panel.js")`, unless the site is to open from a folder, where no module runs. The site's own small
scripts are made short too."""

import logging
import re
from pathlib import Path

import minify
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File

from sitebuild.checkout import of_file
from sitebuild.publish import bundle
from sitebuild.serving import serving

log = logging.getLogger("mkdocs.plugins.instruments")

SCRIPTS = "assets/javascripts"
INSTRUMENTS = ["explorer", "shapes", "search_worker"]
OURS = re.compile(rf"{SCRIPTS}/\w+\.js")  # the small ones; the theme's have a hash in their names
IMPORT = re.compile(r'^import (?P<names>[^"]+) from "(?P<path>\.[^"]+)".*\n', re.MULTILINE)
LATER = re.compile(r'\bawait import\("(?P<path>\.[^"]+)"\)')
EXPORT = re.compile(r"^export (?=(?:async )?(?:const|class|function\*?) (\w+)?)", re.MULTILINE)


class InstrumentsPlugin(BasePlugin):
    def on_files(self, files, config):
        theme = files.get_file_from_path(f"{SCRIPTS}/element.js")  # its checkout has the package
        script = bundle.script(of_file(theme.abs_src_path))
        files.append(File.generated(config, bundle.SCRIPT, content=script))
        for name in INSTRUMENTS:
            folder = f"{SCRIPTS}/{name}/"
            modules = [file for file in files if file.src_uri.startswith(folder)]
            for module in modules:
                files.remove(module)
            entry = next(Path(module.abs_src_path) for module in modules if module.name == name)
            for script, text in joined(entry, config.extra["offline"]).items():
                files.append(File.generated(config, folder + script, content=short(text, entry.parent)))
        for file in [file for file in files if OURS.fullmatch(file.src_uri)]:
            files.remove(file)
            if file.name != "element":  # which is joined to both
                text = Path(file.abs_src_path).read_text("utf-8")
                files.append(File.generated(config, file.src_uri, content=short(text, file.src_uri)))


def joined(entry, classic=False):
    """{file: text} of a module and of those that it imports later."""
    text, scripts = _scope(entry, seen := set()), {}
    for match in LATER.finditer(text):
        path = entry.parent / match["path"]
        names = ", ".join(EXPORT.findall(path.read_text("utf-8")))
        if classic:
            text = _scope(path, seen) + text.replace(match[0], f"({{ {names} }})")
        else:
            scripts[path.name] = (
                f"export const {{ {names} }} = (() => {{\n{_scope(path, set())}\nreturn {{ {names} }}\n}})()\n"
            )
    return {entry.name: f"(() => {{\n{text}\n}})()\n", **scripts}


def _scope(path, seen):
    """A module's text after those of the modules that it imports; data are in the page."""
    if path in seen:
        return ""
    seen.add(path)
    text, before = path.read_text("utf-8"), []
    for match in IMPORT.finditer(text):
        other = (path.parent / match["path"]).resolve()
        if other.suffix == ".js":
            before.append(_scope(other, seen))
        elif other not in seen:
            seen.add(other)
            before.append(f'const {match["names"]} = given("{path.parent.name}-{other.stem}")\n')
    return "".join([*before, EXPORT.sub("", IMPORT.sub("", text))])


def short(text, place):
    """The same script in fewer bytes; as it is where it is wrong, under `mkdocs serve`."""
    try:
        return minify.string("application/javascript", text)
    except minify.MinifyError as error:
        if not serving():
            raise PluginError(f"{place}: {error}") from error
        log.error(f"{place}: {error}")
        return text
