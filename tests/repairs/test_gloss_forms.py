"""Readings that spinners put behind characters, in every form that sites use, and those of authors."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from policytext.document import Verdict
from policytext.language.readings import first_reading, from_bopomofo, toneless
from policytext.language.simplify import simplified_table
from policytext.repairs import repair

PAGE = (
    "市政府召開常務會議，研究推進低空經濟規模化應用，部署產業發展工作，要求各縣認真貫徹落實，加強組織領導。"
)
CONVERTED = frozenset("務會議進經濟規應產業發縣認實強領導")  # what a site of Traditional pages glosses
EVERYDAY = frozenset("市召开常会推进空用部工作要求真加")  # what one of Simplified pages does
BOPOMOFO = {"產": "ㄔㄢˇ", "業": "ㄧㄝˋ", "發": "ㄈㄚ", "會": "ㄏㄨㄟˋ", "進": "ㄐㄧㄣˋ", "議": "ㄧˋ"}


def numbered(character: str) -> str:
    reading = first_reading(character)
    marks = unicodedata.normalize("NFD", reading)
    tone = next((number for number, mark in enumerate("\u0304\u0301\u030c\u0300", 1) if mark in marks), 5)
    return toneless(reading) + str(tone)


FORMS: dict[str, Callable[[str], str]] = {
    "toned": lambda c: f"({first_reading(c)})",
    "full-width brackets": lambda c: f"（{first_reading(c)}）",
    "toneless": lambda c: f"({toneless(first_reading(c))})",
    "square brackets": lambda c: f"[{toneless(first_reading(c))}]",
    "numbers for tones": lambda c: f"({numbered(c)})",
    "no brackets": first_reading,
    "no brackets, toneless": lambda c: toneless(first_reading(c)),
    "a blank within": lambda c: f"({first_reading(c)} )",
    "a blank behind": lambda c: f"({toneless(first_reading(c))}) ",
    "between blanks, toneless": lambda c: f" {toneless(first_reading(c))} ",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("script", ["traditional", "simplified"])
def test_readings_of_any_form_go(form: str, script: str) -> None:
    page = PAGE if script == "traditional" else PAGE.translate(simplified_table())
    glossed = CONVERTED if script == "traditional" else EVERYDAY
    repaired = repair("".join(c + FORMS[form](c) if c in glossed else c for c in page))
    assert repaired.text == page
    assert repaired.verdict is Verdict.REPAIRED


def test_bopomofo_goes() -> None:
    assert all(
        toneless(from_bopomofo(signs)) == toneless(first_reading(c)) for c, signs in BOPOMOFO.items()
    )
    assert repair("".join(f"{c}({BOPOMOFO[c]})" if c in BOPOMOFO else c for c in PAGE)).text == PAGE
