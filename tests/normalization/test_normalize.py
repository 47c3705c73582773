"""One script, one width, lines as paragraphs; nothing that is right already is touched."""

from __future__ import annotations

from typing import Any

import hypothesis
import pytest
from cases import cases
from hypothesis import given
from hypothesis import strategies as st

from policytext.document import Document
from policytext.normalization import RULES, normalize
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


@cases(__file__, "traditional.json")
def test_made_traditional(case: dict[str, Any]) -> None:
    document = normalize(case["input"], Settings(to=case["to"]))
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


def test_settings_keep_what_they_name() -> None:
    text = "會議指出,增長５％"
    assert normalize(text, Settings(to="keep")).text == "會議指出，增長5%"
    assert normalize(text, Settings(punctuation="keep")).text == "会议指出,增长5%"
    assert normalize(text, Settings(width="keep")).text == "会议指出，增长５％"


@pytest.mark.parametrize(
    ("to", "vocabulary", "expected"),
    [
        ("traditional", False, "開發軟件"),
        ("taiwan", False, "開發軟件"),
        ("taiwan", True, "開發軟體"),
        ("hongkong", False, "開發軟件"),
    ],
)
def test_words_are_substituted_only_when_asked_for(to: Any, vocabulary: bool, expected: str) -> None:
    assert normalize("开发软件", Settings(to=to, vocabulary=vocabulary)).text == expected


def test_vocabulary_back_to_the_mainland() -> None:
    assert normalize("軟體與網路的資訊", Settings(vocabulary=True)).text == "软件与网络的信息"
    assert normalize("軟體與網路的資訊").text == "软体与网路的资讯"


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


def test_lines_of_both_scripts_become_one() -> None:
    text = "關於推動產業發展的實施辦法，請遵照執行\n发展规划"
    assert normalize(text, Settings(to="taiwan")).text.endswith("發展規劃")


def test_a_traditional_paragraph_of_a_simplified_page_is_converted() -> None:
    simplified = "关于印发实施方案的通知，请各单位认真贯彻执行，确保各项任务落实到位，推动经济发展。" * 3
    document = normalize(
        f"{simplified}\n為貫徹落實國務院關於產業發展的總體規劃，現將實施辦法發佈，請遵照執行。"
    )
    assert document.text.endswith("为贯彻落实国务院关于产业发展的总体规划，现将实施办法发布，请遵照执行。")


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
