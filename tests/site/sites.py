"""Small throw-away sites, with the real build steps, built and served by the real `mkdocs`."""

import contextlib
import copy
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
import urllib.error
import urllib.request
from pathlib import Path

SITEBUILD = Path(__file__).resolve().parents[2] / "sitebuild"
CONFIG = """
site_name: 시험
docs_dir: docs/ko
watch: [docs/en, snippets, mkdocs.en.yml]
theme: { name: %s, language: ko }
plugins: [pages, %s figures, languages, output]
markdown_extensions:
  admonition:
  attr_list:
  pymdownx.details:
  pymdownx.superfences:
  pymdownx.snippets: { base_path: [!relative $config_dir/snippets], check_paths: true, dedent_subsections: true }
  pymdownx.tabbed: { alternate_style: true }
validation:
  links: { not_found: warn, anchors: warn }
"""
ENGLISH = """
INHERIT: mkdocs.yml
site_name: test
docs_dir: docs/en
theme: { language: en }
"""
FIGURE = """
import numpy as np
from matplotlib import pyplot as plt

fig = plt.figure(figsize=(2, 1))
fig.drawn = {"input": np.array([[1, 2], [3, 4]])}
fig.text(0.5, 0.5, "seven")
"""
PATIENCE = 150  # seconds for anything that takes a few on a machine with nothing else to do


def hears_interrupts():
    """In a child that is to be interrupted: where the tests run in the background, Ctrl-C is ignored, and that is inherited."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Site:
    """A site of its own in `folder`: the real build steps, one page a language, and what a test writes."""

    def __init__(self, folder, theme="mkdocs", plugins=()):
        self.folder = folder
        shutil.copytree(SITEBUILD, folder / "sitebuild", ignore=shutil.ignore_patterns("__pycache__"))
        packages = Path("instruments/node_modules")  # with esbuild
        (folder / packages).parent.mkdir()
        (folder / packages).symlink_to(SITEBUILD.parent / packages)
        self.write("mkdocs.yml", CONFIG % (theme, "".join(f"{plugin}, " for plugin in plugins)))
        self.write("mkdocs.en.yml", ENGLISH)
        self.write("snippets/draw.py", "PALETTE = {}\n")
        self.page("# 시험\n", "# Test\n")

    def write(self, path, text):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), "utf-8")

    def copy(self, folder):
        """The site as it is now, in another folder."""
        other = copy.copy(self)
        other.folder = shutil.copytree(self.folder, folder, symlinks=True)
        return other

    def page(self, korean, english=None):
        self.write("docs/ko/index.md", korean)
        self.write("docs/en/index.md", korean if english is None else english)

    def read(self, path="site/index.html"):
        return (self.folder / path).read_text("utf-8")

    def start(self, *arguments, **environment):
        """A running `mkdocs`; its output goes to the file `log`."""
        with open(self.folder / "log", "w") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "mkdocs", *arguments],
                cwd=self.folder,
                env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=hears_interrupts,
            )

    def build(self, *arguments, **environment):
        """(exit status, what was printed) of `mkdocs build`."""
        with self.start("build", *arguments, **environment) as process:
            try:
                status = process.wait(PATIENCE)
            finally:
                process.terminate()
        return status, self.read("log")

    def until(self, condition):
        """Wait until something has happened."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, self.read("log")
            time.sleep(0.05)

    def good_build(self, *arguments, **environment):
        """What a build printed that went well; and the figures it drew."""
        status, log = self.build(*arguments, **environment)
        assert status == 0, log
        return set(re.findall(r"drawn  (\S+)  \d+\.\d\d s", log))

    @contextlib.contextmanager
    def serve(self, **environment):
        """`mkdocs serve`; gives the function that waits until an address shows something."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{probe.getsockname()[1]}"
        server = self.start("serve", "-a", address, **environment)

        def until(path, shows):
            """The page at `path`, as soon as `shows(page)` is true."""
            end, page = time.monotonic() + PATIENCE, ""
            while time.monotonic() < end and server.poll() is None:
                with contextlib.suppress(urllib.error.URLError):
                    page = urllib.request.urlopen(f"http://{address}{path}", timeout=PATIENCE).read().decode()
                    if shows(page):
                        return page
                time.sleep(0.1)
            raise AssertionError(f"{path} never shows it:\n{page}\n{self.read('log')}")

        try:
            yield until
            assert server.poll() is None, self.read("log")
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(PATIENCE)
            finally:
                server.kill()  # none stays behind
