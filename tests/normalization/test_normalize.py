"""One script, one width, lines as paragraphs; nothing that is right already is touched."""

from __future__ import annotations

from typing import Any

import hypothesis
import pytest
from cases import cases
from hypothesis import given
from hypothesis import strategies as st

from policytext.document import Document
from policytext.normalization.step import RULES, normalize
from policytext.revision import restore
from policytext.settings import Settings

SCRIPTS = ("simplified", "traditional", "taiwan", "hongkong")


@cases(__file__, "width.json", "spacing.json", "script.json")
def test_normalized(case: dict[str, str]) -> None:
    document = normalize(case["input"])
    assert document.text == case["expected"]
    assert restore(document).text == case["input"]
    assert normalize(document.text).text == document.text
    if case.get("variety"):
        assert document.meta["script"]["variety"] == case["variety"]


@cases(__file__, "settings.json")
def test_normalized_as_settings_say(case: dict[str, Any]) -> None:
    settings = {name: value for name, value in case.items() if name not in ("name", "input", "expected")}
    document = normalize(case["input"], Settings(**settings))
    assert document.text == case["expected"]
    assert restore(document).text == case["input"]


@cases(__file__, "width_negative.json", "spacing_negative.json", "script_negative.json")
def test_left_alone(case: str) -> None:
    assert normalize(case).text == case


@cases(__file__, "known_failures.json")
@pytest.mark.xfail(strict=True)
def test_known_failures(case: dict[str, str]) -> None:
    assert normalize(case["input"]).text == case["expected"]


ALPHABET = "产業發发著着乾覆后里于於台裡衞説，,。.;:?!()（）\"'“”「」 \u3000\n\t0１Ａa%％．の한"
PIECES = st.sampled_from(
    [
        "會議指出",
        "着力",
        "關於",
        "关于",
        "著名",
        "1,234",
        "8:30",
        "http://a.cn/?b=c",
        "(一)",
        "「好」",
        '"好"',
        "， ",
        "\n　　",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(ALPHABET, max_size=6)), max_size=12).map("".join)


@hypothesis.settings(deadline=None)  # dictionaries load at first use
@given(TEXTS, st.sampled_from(SCRIPTS), st.booleans())
def test_twice_is_once_and_all_can_be_undone(text: str, to: Any, vocabulary: bool) -> None:
    settings = Settings(to=to, vocabulary=vocabulary)
    once = normalize(text, settings)
    assert restore(once).text == text
    twice = normalize(once.text, settings)
    assert twice.text == once.text
    assert normalize(once, settings).meta == once.meta


@hypothesis.settings(deadline=None)  # dictionaries load at first use
@given(st.text(max_size=40))
def test_any_text_can_be_undone(text: str) -> None:
    once = normalize(text)
    assert restore(once).text == text
    assert normalize(once.text).text == once.text


@pytest.mark.parametrize(
    "text", ["中" + "ab," * 500, "中" + " ," * 500, "会 议，" * 300, "" + "(a)" * 300 + "中"]
)
def test_a_mark_helps_all_its_neighbours_at_once(text: str) -> None:
    once = normalize(text)
    assert restore(once).text == text
    assert normalize(once.text).text == once.text


def test_each_rule_can_be_switched_off() -> None:
    text = '\n\n　　１２,會議指出(一), "好" \n\n\n加快經 濟發展，好。'
    assert normalize(text, Settings(off=frozenset(rule.name for rule in RULES))).text == text
    made = {name for edit in normalize(text).edits for name in edit.rules}
    for name in made:
        document = normalize(text, Settings(off=frozenset({name})))
        assert all(name not in edit.rules for edit in document.edits)


@pytest.mark.parametrize("to", SCRIPTS)
def test_the_other_engine_gives_the_same_on_common_text(to: Any) -> None:
    for text in ("会议强调要推动经济社会高质量发展", "會議強調要推動經濟社會高質量發展"):
        ours = normalize(text, Settings(to=to))
        assert normalize(text, Settings(to=to, converter="opencc-python")).text == ours.text


def test_words_of_another_length_are_one_edit_of_their_line() -> None:
    text = "内存条\n开发软件"
    made = normalize(text, Settings(to="taiwan", vocabulary=True, converter="opencc-python"))
    assert [(edit.before, edit.after) for edit in made.edits] == [
        ("内存条", "記憶體條"),
        ("开发软件", "開發軟體"),
    ]
    assert restore(made).text == text


def test_the_finding_is_about_the_text_as_it_came() -> None:
    once = normalize("關於產業發展")
    assert once.meta["script"] == {"variety": "traditional", "share": 1.0}
    assert normalize(once).meta == once.meta
    assert "script" not in normalize("关于产业发展").meta
    assert normalize(Document("a", "關於", meta={"n": 1})).meta["n"] == 1


@pytest.mark.parametrize("edge", ["\n  ", "\n\u3000", "\n \n", "\n\t\n "])
def test_blanks_around_a_torn_text_are_no_lines_of_it(edge: str) -> None:
    """Also where the rule that takes such blanks away is switched off."""
    text = "根据\n《节水条例》\n规定，自\n2024\n年\n3\n月起（含\n3\n月）施行\n。"
    settings = Settings(off=frozenset({"line-ends", "blank-lines", "indents"}))
    made = normalize(f"{edge}{text}{edge}", settings)
    assert "自2024年3月起（含3月）施行。" in made.text
    assert restore(made).text == f"{edge}{text}{edge}"
