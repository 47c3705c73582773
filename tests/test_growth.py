"""No input stops a run: a long line of one character, or of one pattern, ends soon in every subpackage.

What grows with the square of its input takes minutes here, and what grows with it a second at most. The
limit counts processor time, so that a busy machine changes nothing, and lies far from both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import policytext
from policytext import Document
from policytext.batch.attempt import OutOfTimeError, time_limit
from policytext.commitments.duties import duties
from policytext.commitments.targets import targets
from policytext.io.readers.html import read_html
from policytext.pagefacts.docnumber import doc_numbers

PATTERNS: list[str] = json.loads((Path(__file__).parent / "texts" / "growing.json").read_text("utf-8"))
LIMIT = 2.5  # seconds of a processor: some four times what the slowest pattern takes
LENGTH = 40_000  # characters: at 1e-8 s for each pair of them sixteen seconds
SLOWER = {"keywords", "rules", "tagger", "commitments"}
"""By their work a character: a third of the characters, in half of the time, leaves both as far apart."""
TAGGER = PATTERNS[::8]  # its network takes as long whatever it reads; the others show what is around it


def on_text(function: Callable[[Document], Any]) -> Callable[[str], Any]:
    def work(text: str) -> Any:
        made = function(Document("x", text))
        return list(made) if hasattr(made, "__next__") else made

    return work


FUNCTIONS: dict[str, Callable[[str], Any]] = {
    **{
        name: on_text(getattr(policytext, name))
        for name in ("repair", "normalize", "strip", "keywords", "header")
    },
    **{names: on_text(partial(policytext.entities, names=names)) for names in ("rules", "tagger")},
    "html": read_html,
    "commitments": on_text(
        lambda document: [*targets(document.text, "2026-01-15"), *duties(document.text)]
    ),
}


def ends(work: Callable[[str], Any], pattern: str, length: int, seconds: float = LIMIT) -> bool:
    """Whether so many characters of the pattern are done within the seconds; the first time tables and
    models are loaded."""
    for _ in range(2):
        with suppress(OutOfTimeError), time_limit(seconds):
            work((pattern * (length // len(pattern) + 1))[:length])
            return True
    return False


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_line_stops_a_run(name: str) -> None:
    length, seconds = (LENGTH // 3, LIMIT / 2) if name in SLOWER else (LENGTH, LIMIT)
    patterns = TAGGER if name == "tagger" else PATTERNS
    assert [pattern for pattern in patterns if not ends(FUNCTIONS[name], pattern, length, seconds)] == []


ENDLESS = ("由市财政局", "8个区", "市财政局、", "增长5%、", "各县牵头，", "到2030年达到5%，")


@pytest.mark.parametrize("pattern", ENDLESS)
def test_no_list_without_an_end_stops_the_reading_of_commitments(pattern: str) -> None:
    assert ends(FUNCTIONS["commitments"], pattern, LENGTH, 2 * LIMIT)


@pytest.mark.parametrize("number", ["海府发〔2024", "海府发〔2024〕", "国务院令", "〔 2024 〕"])
def test_no_run_of_blanks_in_a_number_stops_a_run(number: str) -> None:
    assert ends(lambda blanks: list(doc_numbers(number + blanks)), " ", LENGTH)


@pytest.mark.parametrize("label", ["发布时间：", "局2024年3月5日", "首页新闻政务服务", "打印本页"])
def test_no_label_again_and_again_stops_the_cleaning_of_a_page(label: str) -> None:
    assert ends(FUNCTIONS["strip"], label, LENGTH)


def test_a_quadratic_search_is_stopped() -> None:
    search = re.compile("一+二").search
    assert not ends(search, "一", 200_000, seconds=0.2)
    assert ends(search, "三", 200_000)
