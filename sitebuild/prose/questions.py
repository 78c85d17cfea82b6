"""A question that is answered before the answer is seen.

??? question "How many cells come out?"

    [4](#size){ .answer } cells: …

    6
    :   What to say to whoever answers 6.

The answer is a stated result, or several, which their example gives; `asks="kernel"` says what each is asked for. One in
words, `[No](#size){ .answer gives="False" }`, is chosen: the other choices are the terms below, and `gives` is what the
example prints. `[These](#cut){ .answer .cells }` is clicked: the example prints 1 (or True) where a cell is meant;
`of="canvas"` names the example whose numbers stand in the cells. A question without an answer stays a folded box.
"""

import re
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from sitebuild.pages.marks import mark
from sitebuild.pages.page import Page

WORDS = {
    "ko": {"label": "내 답", "check": "확인", "open": "답 보기", "cell": "{}행 {}열"},
    "en": {"label": "Your answer", "check": "Check", "open": "See the answer", "cell": "row {}, column {}"},
}
TEX = re.compile(r"\\\(|\\\)|[\\_^{}]")  # what no letter of a formula comes of, which is set later
CELL = re.compile(r"True|False|-?\d+(?:\.\d+)?")


class QuestionError(Exception):
    """A question whose answer cannot be asked for."""


class Questions:
    """The questions of one page."""

    def __init__(self, language: str) -> None:
        self.words, self.text = WORDS[language], ""

    def read(self, markdown: str) -> str:
        """Keep the page, to look up what its examples print."""
        self.text = markdown
        return markdown

    def ask(self, root: Element) -> None:
        """Put a form in the place of each question that has an answer."""
        for parent in list(root.iter()):
            for place, box in enumerate(list(parent)):
                answers = _answers(box) if _is_question(box) else []
                if answers:
                    parent[place] = self.tried(box, answers)

    def rows(self, anchor: str) -> list[list[str]]:
        """The numbers, or truths, that the example behind an id prints, row by row."""
        fence = Page(Path("page.md"), self.text).fence_after(anchor)
        if fence is None:
            raise QuestionError(f"#{anchor} is asked for by a question, and no example runs after it")
        printed = "".join(cell.want for cell in fence.cells)
        return [found for line in printed.splitlines() if (found := CELL.findall(line))]

    def tried(self, box: Element, answers: list[Element]) -> Element:
        """The question, or what is wrong with it, which the plugin of sitebuild/pages says with file and line."""
        try:
            return self.asked(box, answers)
        except QuestionError as error:
            wrong = mark(str(error), f"]({answers[0].get('href')})")
            wrong.tail = box.tail
            return wrong

    def asked(self, box: Element, answers: list[Element]) -> Element:
        """The question in the open, a form for the reader's answer, and the folded answer."""
        summary, *content = list(box)
        question = Element("div", {"class": "admonition question asked"})
        title = SubElement(question, "p", {"class": "admonition-title"})
        title.text = summary.text
        title.extend(list(summary))
        # a search's excerpt says neither what is to be pressed nor what is said to who is wrong
        form = SubElement(
            question, "form", {"data-key": answers[0].get("href", "").lstrip("#"), "data-search-exclude": ""}
        )
        self.fill(form, answers, box)
        for listed in box.iter("dl"):
            listed.set("data-search-exclude", "")
        replies = [_wide(said) for said in box.iter("dd")]
        # what is said to a wrong answer, for which there is room from the beginning
        SubElement(
            form, "p", {"class": "reply", "role": "status", "data-longest": max(replies, key=len, default="")}
        )
        folded = SubElement(question, "details", {"class": "answer"})
        SubElement(folded, "summary", {"data-search-exclude": ""}).text = self.words["open"]
        folded.extend(content)
        question.tail = box.tail
        return question

    def fill(self, form: Element, answers: list[Element], box: Element) -> None:
        text, answer = ", ".join("".join(one.itertext()) for one in answers), answers[0]
        numbers, gives = (answer.attrib.pop(name, None) for name in ("of", "gives"))
        if "cells" in answer.get("class", "").split():
            self.grid(form, numbers)
        elif gives is None:
            form.set("data-answer", text)
            for one in answers:
                label = SubElement(form, "label")
                label.text = f"{one.attrib.pop('asks', None) or self.words['label']} "
                SubElement(label, "input", {"name": "given", "autocomplete": "off"})
            self.button(form)
        else:
            form.set("data-answer", text)
            choices = {text, *("".join(term.itertext()) for term in box.iter("dt"))}
            for choice in sorted(choices):  # in an order that tells nothing
                SubElement(form, "button", {"value": choice}).text = choice

    def grid(self, form: Element, numbers: str | None) -> None:
        """A button for each cell; which of them are meant is said as 0 and 1, row by row."""
        meant = self.rows(form.get("data-key"))
        shown = self.rows(numbers) if numbers else [[""] * len(row) for row in meant]
        if [len(row) for row in shown] != [len(row) for row in meant]:
            raise QuestionError(f"#{numbers} does not print as many cells as #{form.get('data-key')}")
        form.set(
            "data-cells", "".join("0" if cell in ("0", "False") else "1" for row in meant for cell in row)
        )
        grid = SubElement(form, "div", {"class": "cells"})
        for y, row in enumerate(shown, 1):
            line = SubElement(grid, "div")
            for x, number in enumerate(row, 1):
                name = f"{self.words['cell'].format(y, x)}{number and f': {number}'}"
                button = {"type": "button", "aria-pressed": "false", "aria-label": name}
                SubElement(line, "button", button).text = number
        self.button(form)

    def button(self, form):
        SubElement(form, "button", {"class": "check-answer"}).text = self.words["check"]


def _wide(said: Element) -> str:
    """A text as wide as this one, in one kind of letters: those of code are wider."""
    added = sum(1 + len("".join(code.itertext())) // 4 for code in said.iter("code"))
    return TEX.sub("", " ".join("".join(said.itertext()).split())) + "\N{NO-BREAK SPACE}" * added


def _is_question(element):
    return element.tag == "details" and "question" in element.get("class", "").split()


def _answers(box):
    return [link for link in box.iter("a") if "answer" in link.get("class", "").split()]
