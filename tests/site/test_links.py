"""The script that tries links to other sites tells the dead ones, by page, and is stopped by none of them."""

import http.server
import threading
import time

import links
import pytest


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/slow":
            time.sleep(2)
        if self.path != "/cut":
            self.send_response(404 if self.path == "/gone" else 200)
            self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def there():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_dead_links_are_told(tmp_path, capsys, there):
    (tmp_path / "en").mkdir()
    (tmp_path / "index.html").write_text(
        f'<a href="{there}/good#part">x</a><a href="{there}/gone">x</a><a href="en/">x</a>'
    )
    (tmp_path / "en/index.html").write_text(
        f'<a href="{there}/gone">x</a><a href="{there}/slow">x</a><a href="{there}/cut">x</a>'
        '<a href="http://[bad">x</a><a href="http://127.0.0.1:1/">x</a><link href="http://127.0.0.1:1/other">'
    )
    assert links.main(tmp_path, timeout=0.5)
    told = capsys.readouterr().out
    assert f"{there}/gone\n  404 Not Found; from en/index.html, index.html\n" in told
    for address in (f"{there}/slow", f"{there}/cut", "http://[bad", "http://127.0.0.1:1/"):
        assert f"{address}\n  " in told, address
    assert "/good" not in told and told.endswith("6 links to other sites, 5 failed\n")


def test_live_links_are_not(tmp_path, capsys, there):
    (tmp_path / "index.html").write_text(f'<a href="{there}/good">x</a>')
    assert not links.main(tmp_path)
    assert capsys.readouterr().out == "1 links to other sites, 0 failed\n"
