"""The questions put to readers who have one reading of the built page: their answers are what the frameworks give."""

import ast
import tomllib
from pathlib import Path

import keras
import numpy as np
import pytest
from chapters import CHAPTERS

from sitebuild.pages.page import ROOT

SETS = {path.stem: tomllib.loads(path.read_text()) for path in Path(__file__).parent.glob("teaching/*.toml")}
QUESTIONS = [
    pytest.param(question, id=f"{name}-{number}")
    for name, found in SETS.items()
    for number, question in enumerate(found["question"], 1)
]


def executed(code):
    """What the last line is, after the lines before it."""
    *before, last = ast.parse(code.strip()).body
    names = {"keras": keras, "np": np}
    exec(compile(ast.Module(before, []), "question", "exec"), names)
    return eval(compile(ast.Expression(last.value), "question", "eval"), names)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_is_what_the_code_gives(question):
    assert str(executed(question["code"])) == question["answer"]


@pytest.mark.parametrize("name", SETS)
def test_a_set_has_twelve_questions_on_all_six_chapters(name):
    questions = SETS[name]["question"]
    assert len(questions) == 12
    assert {question["page"] for question in questions} == set(CHAPTERS)


def test_no_page_shows_the_settings_of_the_transfer_test():
    shown = [path.read_text() for path in (ROOT / "docs").glob("*/*.md")]
    known = [
        question["setting"]
        for question in SETS["transfer"]["question"]
        if any(question["setting"] in page for page in shown)
    ]
    assert known == []
