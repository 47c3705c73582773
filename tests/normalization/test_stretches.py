"""Pages of both scripts come out in one, or say what stayed."""

from __future__ import annotations

from typing import Any

import pytest

from policytext.language.scripts import recognise
from policytext.normalization import normalize
from policytext.normalization.names import keep
from policytext.normalization.stretches import stretches
from policytext.revision import restore
from policytext.settings import Settings

FRAME = "首页 关于我们 联系方式\n各县（区）人民政府，请认真贯彻执行，确保各项任务落实到位。\n"


@pytest.mark.parametrize(
    ("stretch", "expected"),
    [
        ("關於開展質量檢查的通知", "关于开展质量检查的通知"),
        ("他说：“發展是硬道理，應當堅持。”", "他说：“发展是硬道理，应当坚持。”"),
        (
            "有条件的地方可以先行，爲此須加強領導幹部的學習，推动工作。",
            "有条件的地方可以先行，为此须加强领导干部的学习，推动工作。",
        ),
    ],
)
def test_a_traditional_sentence_of_a_simplified_page_is_converted(stretch: str, expected: str) -> None:
    document = normalize(FRAME + stretch)
    assert document.text == FRAME + expected
    assert not document.remarks
    assert restore(document).text == FRAME + stretch


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("國務院关于发展的意见", "国务院关于发展的意见"),
        ("营商环境不断優化，服务水平持續提升", "营商环境不断优化，服务水平持续提升"),
        ("各县区要認真貫徹", "各县区要认真贯彻"),
        ("楊聯陞的学生", "楊聯陞的学生"),
        ("请錢學森同志出席", "请錢學森同志出席"),
        ("摄影：陳建国", "摄影：陳建国"),
    ],
)
def test_words_in_a_clause_of_both_scripts_are_converted_and_names_stay(clause: str, expected: str) -> None:
    document = normalize(FRAME + clause)
    assert document.text == FRAME + expected
    assert bool(document.remarks) == (clause == expected)


@pytest.mark.parametrize("quoted", ["錢鍾書", "《資治通鑒》"])
def test_a_name_or_a_quotation_stays_with_a_remark(quoted: str) -> None:
    document = normalize(f"{FRAME}参见{quoted}，第一页")
    assert document.text == f"{FRAME}参见{quoted}，第一页"
    assert [remark.rule for remark in document.remarks] == ["script"]
    assert document.remarks[0].text in f"参见{quoted}"
    assert normalize(document).remarks == document.remarks


def test_names_that_simplified_text_has_are_no_remark() -> None:
    assert not normalize("局长李昇、孙甯、郑乾宇，陈堃。").remarks


@pytest.mark.parametrize(
    ("size", "traditional", "is_converted"), [(6, 2, True), (5, 2, False), (6, 1, False)]
)
def test_what_makes_a_sentence(size: int, traditional: int, is_converted: bool) -> None:
    clause = "發" * traditional + "人" * (size - traditional)
    text = f"发展规划。{clause}。"
    found = stretches(text, recognise(text), "simplified")
    assert [part.quoted for part in found] == [not is_converted]


@pytest.mark.parametrize(
    ("traditional", "simplified", "is_converted"), [(20, 46, True), (19, 44, False), (20, 48, False)]
)
def test_a_text_converted_by_halves_is_converted(
    traditional: int, simplified: int, is_converted: bool
) -> None:
    text = "发，發，" * traditional + "发，" * (simplified - traditional)
    assert ("發" not in normalize(text).text) is is_converted


@pytest.mark.parametrize("to", ["traditional", "taiwan", "hongkong"])
def test_a_simplified_slip_in_traditional_text_is_converted(to: Any) -> None:
    text = "這個行為發现了环境問題，政府應當加強監督管理，於是開會討論里長的報告"
    assert "發現了環境問題" in normalize(text, Settings(to=to)).text
    assert "里長" in normalize(text, Settings(to=to)).text


@pytest.mark.parametrize(
    ("text", "simplified", "kept"),
    [
        ("李乾宇", "李干宇", "李乾宇"),
        ("張汎舟", "张泛舟", "张泛舟"),  # a word: to go boating
        ("吳承旂", "吴承旗", "吴承旂"),
        ("王乾燥", "王干燥", "王干燥"),
        ("於文濤教授", "于文涛教授", "於文涛教授"),
        ("於北京市長", "于北京市长", "于北京市长"),
        ("昇騰處理器，上昇", "升腾处理器，上升", "昇腾处理器，上升"),
    ],
)
def test_names_keep_their_characters(text: str, simplified: str, kept: str) -> None:
    assert keep(text, simplified) == kept
