"""One look at all pages of both languages: which figures they ask for, and what is wrong."""

import re
from collections import defaultdict

from sitebuild.figures import store, words
from sitebuild.figures.drawing import drawings, snippet
from sitebuild.figures.key import Sources
from sitebuild.figures.markdown import drawn_in
from sitebuild.pages import faults
from sitebuild.pages.includes import broken
from sitebuild.pages.page import ROOT, SNIPPETS, Page, PageError, all_pages, read

NAME = re.compile(r"[\w-]+/[\w-]+")
IMAGE = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\([^)]*figures/[^)]*\.svg[^)]*\)")


class Round:
    """What one build knows.

    `asked`: page → [(line, figure)]; `svgs` and `errors`: figure → drawing, or what went wrong;
    `problems`: page → what else is wrong in it, with file and line; `includes`: what is wrong in those.
    """

    def __init__(self):
        self.asked, self.problems, self.includes = {}, defaultdict(list), []
        included = set()
        for path in all_pages():
            included |= self._read(path)
        names = dict.fromkeys(name for figures in self.asked.values() for _, name in figures)
        there = [name for name in names if NAME.fullmatch(name) and snippet(name).is_file()]
        sources = Sources()
        keys = {name: sources.key(snippet(name)) for name in there}
        self.svgs, self.errors = drawings(keys)
        self.errors |= {name: f"there is no snippets/{name}.py" for name in names if name not in keys}
        for name, svg in self.svgs.items():
            try:
                words.describe(drawn_in(svg), "ko")
            except ValueError as error:
                self.errors[name] = f"snippets/{name}.py: {error}"
        used = sources.closure(*map(snippet, there), *(p for p in included if p.suffix == ".py"))
        unread = set(all_pages()) - set(self.asked)  # may ask for more
        self.orphans = [
            f"{path.relative_to(ROOT)}:1: no page asks for or includes it, no snippet imports it; delete it"
            for path in sorted(SNIPPETS.glob("*/**/*.py"))
            if path not in used and not unread
        ]
        if not unread:
            store.prune({store.path_of(*item) for item in keys.items()})

    def failures(self):
        """All that a build stops at, each with file and line."""
        failures = [message for messages in self.problems.values() for message in messages] + self.includes
        for name, error in self.errors.items():
            places = ", ".join(
                f"{path.relative_to(ROOT)}:{line}"
                for path, figures in self.asked.items()
                for line, asked in figures
                if asked == name
            )
            gap = "\n" if "\n" in error else " "
            failures.append(f"{places}: figures/{name}.svg:{gap}{error}")
        return failures + self.orphans

    def _read(self, path):
        """Note the page's figures and problems; the files it includes."""
        try:
            text = read(path)
            wrong = broken(path, text)
            self.includes += wrong.values()
            page = Page(path, "\n".join("" if i in wrong else x for i, x in enumerate(text.split("\n"))))
        except PageError as error:
            self.problems[path].append(str(error))
            return set()
        self.asked[path] = [(line, match["name"]) for line, match in page.figures]
        self.problems[path] += [*_wrongly_asked(page), *faults.faults(page)]
        return {file for _, file in page.includes}


def _wrongly_asked(page):
    for line, match in page.figures:
        if not re.search(r"#[\w-]", match["attrs"] or ""):
            wrong = "has no id; write { #id } directly after it"
        elif not match["caption"].strip():
            wrong = "has no caption; say between the brackets what it shows"
        else:
            continue
        yield str(PageError(page.path, line, f"the figure {match['name']} {wrong}"))
    read = {match.start() for _, match in page.figures}
    for match in IMAGE.finditer(page.prose):
        if match.start() not in read:
            wanted = "write ![caption](figures/<chapter>/<figure>.svg){ #id }"
            yield str(PageError(page.path, page.line_at(match.start()), f"{match[0]} is not read; {wanted}"))
