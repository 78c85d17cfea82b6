"""A built site over HTTP as hosts send it, text compressed; and the system's Chromium."""

import functools
import gzip
import http.server
import io
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

NAMES = "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}


def chromium_path():
    return next(filter(None, map(shutil.which, NAMES)), None)


@functools.cache
def chromium():
    """The system's Chromium under Playwright, or None; starting it costs seconds, so a process has one, until its end."""
    from playwright.sync_api import sync_playwright

    path = chromium_path()
    return path and sync_playwright().start().chromium.launch(executable_path=path, args=FLAGS)


@functools.cache
def compressed(path):
    return gzip.compress(path.read_bytes())


class Handler(http.server.SimpleHTTPRequestHandler):
    def send_head(self):
        path = Path(self.translate_path(self.path))
        if self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        zips = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (zips and path.suffix in TEXT and path.is_file()):
            return super().send_head()
        body = compressed(path)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages says
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, *args):
        pass


@contextmanager
def serve(directory, handler=Handler):
    """The address, ending in /, at which the directory is served."""
    handler = functools.partial(handler, directory=str(directory))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
