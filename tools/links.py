"""Tries the links of a built site to other sites: `python tools/links.py site`. No test, as others' servers may fail.

Prints each address that does not answer well, and the pages that lead there; exits with 1 if there is one.
"""

import http.client
import sys
import urllib.error
import urllib.request
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

TIMEOUT = 20  # seconds
HEADERS = {"User-Agent": "Mozilla/5.0 (link check)", "Accept": "*/*"}  # some refuse Python's own name


class Links(HTMLParser):
    """The addresses on other hosts that a page leads to."""

    def __init__(self, text):
        super().__init__()
        self.found = set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        address = dict(attributes).get("href") or ""
        if tag == "a" and address.startswith(("http://", "https://")):
            self.found.add(address.partition("#")[0])


def links(site):
    """{address: the pages that lead there}"""
    pages = defaultdict(list)
    for path in sorted(Path(site).rglob("*.html")):
        for address in Links(path.read_text("utf-8")).found:
            pages[address].append(path.relative_to(site).as_posix())
    return pages


def wrong(address, timeout=TIMEOUT):
    """What is wrong with an address; None if it answers."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=HEADERS), timeout=timeout):
            return None
    except urllib.error.HTTPError as error:
        return f"{error.code} {error.reason}"
    except (OSError, ValueError, http.client.HTTPException) as error:
        return str(getattr(error, "reason", error)) or type(error).__name__


def main(site, timeout=TIMEOUT):
    pages = links(site)
    with ThreadPoolExecutor(8) as pool:
        answers = zip(
            sorted(pages), pool.map(lambda address: wrong(address, timeout), sorted(pages)), strict=True
        )
    failed = {address: problem for address, problem in answers if problem}
    for address, problem in failed.items():
        more = f" and {len(pages[address]) - 3} more" if len(pages[address]) > 3 else ""
        print(f"{address}\n  {problem}; from {', '.join(pages[address][:3])}{more}")
    print(f"{len(pages)} links to other sites, {len(failed)} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
