"""What a page tells of its own damage: its subject, how it was misread, and what is left of short lines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from damage.transcoding import big5, gbk, misread, mixed, western
from policytext.document import Verdict
from policytext.language.gbk import encoded
from policytext.repairs import repair
from policytext.repairs.transcoding.one_by_one import find

DOGS = """第一條 為了加強養犬管理，預防狂犬病，保障公民健康，根據有關法律，結合本市實際，制定本條例。
第二條 本市行政區域內的養犬管理，適用本條例。
第三條 養犬人應當攜帶犬只到動物防疫機構接種狂犬病疫苗，取得狂犬病免疫證明。
第四條 重點管理區內禁止飼養烈性犬和大型犬。
第五條 養犬人攜犬出戶，應當束犬鏈，由成年人牽領。"""
RULES = """关于印发青禾市机构改革方案的通知
第一条 为了规范经济和社会发展工作，推进高速公路建设，根据有关法律法规，制定本办法。
还原
第二条 本市行政区域内的三江源保护工作适用本办法，照搬照抄的除外。"""


def dropped(text: str) -> str:
    """What is left when a crawler drops C1 controls, no-break spaces and soft hyphens."""
    return text.translate(dict.fromkeys((*range(0x80, 0xA0), 0xA0, 0xAD)))


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("泰山景區由泰安市管理。\n泰山文化遺產應當保護，泰安市制定規劃。", "登泰山的遊客"),
        ("泰山景區由泰安市管理。\n泰山文化遺產應當保護，泰安市制定規劃。", "泰安人民"),
        (
            "疫區應當封鎖。\n口蹄疫疫情由獸醫主管部門發布。禽流感疫苗免費接種，防疫員應當培訓。",
            "疫區和保護區由省政府劃定。",
        ),
    ],
)
def test_the_subject_of_a_page_is_told_from_where_it_is_plain(page: str, line: str) -> None:
    """By itself the one is read 火山, the other 紅安, and the third 們區."""
    assert repair(misread(f"{page}\n{line}", "cp950", big5_as_gbk)).text.split("\n")[-1] == line


def big5_as_gbk(data: bytes) -> str:
    return data.decode("gbk", "replace").replace("\ufffd", "?")


def test_short_lines_of_a_page_are_read_as_the_page_was() -> None:
    page = f"各位代表：\n{DOGS}\n（四）\n（一）指導思想。"
    repaired = repair(misread(page, "cp950", big5_as_gbk))
    lines = repaired.text.split("\n")
    assert lines[0] == "各位代表：" and lines[-2:] == ["（四）", "（一）指導思想。"]


def test_a_line_too_short_to_tell_is_marked_where_the_page_was_misread() -> None:
    damaged = misread(f"{DOGS}\n】", "cp950", big5_as_gbk)
    assert repair(damaged).remarks[-1].text == "?j"


def test_a_short_line_is_read_with_what_may_be_gone_from_it() -> None:
    damaged = dropped(western(RULES.encode("gbk")))
    assert "\n»¹Ô\n" in damaged and "\n还原\n" in repair(damaged).text


def test_bytes_left_as_they_were_tell_that_none_were_read_as_utf8() -> None:
    """江 without its second byte (a soft hyphen) is ½, which is 陆 where valid UTF-8 was read so."""
    repaired = repair(dropped(western(RULES.encode("gbk"))))
    assert "三江源" in repaired.text and "照搬照抄" in repaired.text
    assert repair(mixed(RULES.encode("gbk"))).text == RULES


def test_a_character_with_two_codes_was_one_or_the_other() -> None:
    text = "结算清单应当包括托修人信息、维修经营者信息、维修费用明细，并由双方签字确认。"
    repaired = repair(misread(text, "gbk", big5("?")))
    assert repaired.text == text or repaired.verdict is Verdict.PARTIAL
    assert "·尸" not in repaired.text


def test_stray_letters_of_another_language_are_no_bytes_that_are_left() -> None:
    page = dropped(western(RULES.encode("gbk"))) + "\nÉlysée, où êtes-vous? naïve Ägäis"
    found = [change for change in find(page) if change.start >= page.index("Élysée")]
    assert not found


@pytest.mark.parametrize("own", ["gbk", "cp950"])
def test_a_date_of_which_all_bytes_are_lost_is_not_guessed_at(own: str) -> None:
    """2024日3日15日 was made of it, without a word."""
    for date in ("2024年3月15日", "於2024年3月15日公布"):
        damaged = misread(date, own, lambda data: data.decode("utf-8", "replace"))
        repaired = repair(f"青禾市人民政府\n{damaged}")
        assert repaired.text.endswith(damaged) and repaired.verdict is Verdict.PARTIAL


def test_what_turkish_windows_does_not_define_is_a_hole_too() -> None:
    damaged = misread("关于印发《青禾市养老服务发展方案》的通知", "utf-8", turkish)
    repaired = repair(damaged)
    assert repaired.text.startswith("关于印发") or repaired.verdict is Verdict.PARTIAL
    assert "关亏" not in repaired.text


def turkish(data: bytes) -> str:
    return data.decode("cp1254", "replace")


def _without_each_character(sentence: str) -> Iterator[str]:
    """The sentence in GBK, with valid UTF-8 read as such, and one character of that deleted."""
    damaged = mixed(encoded(sentence))
    yield from (damaged[:at] + damaged[at + 1 :] for at in range(len(damaged)))


def test_a_character_deleted_from_torn_gbk_is_mostly_told_or_marked() -> None:
    sentence = "本办法另有规定的，依照其规定办理登记手续。"
    repaired = [repair(damaged) for damaged in _without_each_character(sentence)]
    right = [document for document in repaired if document.text == sentence]
    silent = [
        document
        for document in repaired
        if document.text != sentence and document.verdict not in (Verdict.PARTIAL, Verdict.UNREADABLE)
    ]
    assert len(right) > len(repaired) / 2
    assert len(silent) < len(repaired) / 6


_TORN = (
    "各级人民政府应当加强对本条例执行情况的监督检查，推动绿色发展和公路网建设。",
    "二、加大对小微企业的信贷支持力度，全年新增贷款不低于35.6亿元。",
)


@pytest.mark.parametrize("text", _TORN)
def test_torn_gbk_that_is_cut_or_wrapped_inside_a_character_is_right_or_marked(text: str) -> None:
    damaged = mixed(encoded(text))
    for at in range(14, len(damaged) - 14):
        for torn in (damaged[:at], damaged[at:], f"{damaged[:at]}\n{damaged[at:]}"):
            repaired = repair(torn)
            is_right = repaired.text.replace("\n", "") in text
            assert is_right or repaired.verdict is Verdict.PARTIAL, (torn, repaired.text)


def test_what_was_deleted_from_torn_gbk_is_marked() -> None:
    text = _TORN[0]
    damaged = mixed(encoded(text))
    silent = 0
    for at in range(len(damaged)):
        repaired = repair(damaged[:at] + damaged[at + 1 :])
        silent += repaired.text != text and repaired.verdict is not Verdict.PARTIAL
    assert silent <= 13  # of 56: whole characters, and bytes without which there is another word


def test_bytes_beside_letters_of_another_alphabet_are_marked() -> None:
    assert repair("ְÎñ").text == "职务"
    assert repair("ְÌõ").verdict is Verdict.UNREADABLE  # 职条, which is no word
    assert repair("α×β，μ±σ，λ·ö，Οὐδέν").verdict is Verdict.CLEAN


@pytest.mark.parametrize("text", ["国内生产总值下降1.4%；城镇居民", "全县贫困人口脱贫率达到98.5%以上"])
def test_bytes_dropped_before_numbers_are_told(text: str) -> None:
    repaired = repair(text.encode().decode("cp1252", "ignore"))
    assert (repaired.text, repaired.verdict) == (text, Verdict.REPAIRED)


def test_words_by_themselves_are_read_as_the_page_around_them_or_marked() -> None:
    table = "序号\t项目\t金额（万元）\n1\t污水管网改造\t1280.5\n2\t村级卫生室\t96\n合计\t\t1376.5"
    assert repair(misread(table, "gbk", big5())).text == table
    page = misread("关于印发防汛规划的通知", "utf-8", gbk("?")) + "\n菴沭。\n卞璟"
    assert [remark.text for remark in repair(page).remarks] == ["菴沭。"]
