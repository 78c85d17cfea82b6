"""`mkdocs serve` must outlive every mistake: it shows a box where `mkdocs build` stops, and does not wait."""

import contextlib
import errno
import functools
import html
import os
import socket

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS

HEADLINES = {
    "figure": {"ko": "그림을 그리지 못했다", "en": "This figure could not be drawn"},
    "page": {"ko": "이 페이지에 고칠 것이 있다", "en": "This page needs a fix"},
}
PENDING = {"ko": "계산하는 중…", "en": "being computed…"}


def serving():
    """Whether this is `mkdocs serve`; on_startup calls `mkdocs serve --clean` a build."""
    context = click.get_current_context(silent=True)
    return context is not None and context.info_name == "serve"


def box(kind, text, language):
    """HTML that says in the page's language what is wrong, and shows the details."""
    headline = HEADLINES[kind][language]
    return (
        f'<div class="figure-error" role="alert" data-search-exclude>'
        f"<p><strong>{headline}</strong></p><pre>{html.escape(text)}</pre></div>"
    )


def pending(size, language):
    """A drawing of that size (width, height) that says in the page's language: being computed."""
    width, height = size
    return (
        f'<svg role="img" class="pending" data-search-exclude viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}"><rect width="{width}" height="{height}" fill="none" stroke="currentColor" '
        f'stroke-dasharray="4 4" opacity="0.4"/><text x="{width / 2:g}" y="{height / 2:g}" font-size="13" '
        f'text-anchor="middle" dominant-baseline="middle" fill="currentColor">{PENDING[language]}</text></svg>'
    )


@functools.cache  # once, before the first build: later the server itself has the port
def ensure_free(host: str, port: int) -> None:
    """Tell before anything is built that the port is taken; MkDocs would end in a traceback after all of it.

    Raises: Abort.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as MkDocs' server
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Abort(
                f"{host}:{port} cannot be served on ({error.strerror}); "
                f"end what runs there, or choose another: mkdocs serve -a {host}:{port + 1}"
            ) from None


def watch_patiently(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Keep watching a folder that is away for a moment, as `git checkout` or a move of it has it.

    MkDocs' own observer ends the watch of a folder that it does not find, and never sees a later edit.
    """
    watched = []
    for path in (config.docs_dir, config.config_file_path, *config.theme.dirs):
        with contextlib.suppress(KeyError):  # themes are watched with --watch-theme only
            server.unwatch(path)
            watched.append(path)
    observer = PollingObserverVFS(_stat, os.scandir, polling_interval=0.5)
    server.observer = observer  # type: ignore[assignment]  # any of watchdog's observers will do
    for path in watched:
        server.watch(path)


def _stat(path):
    """As os.stat; what is not there may come back: watchdog tries again after any other error than "not found"."""
    try:
        return os.stat(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise OSError(errno.EAGAIN, "not there", path) from error
