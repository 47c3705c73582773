"""Days and years, each from evidence; none without."""

from __future__ import annotations

import pytest

from policytext.document import Document, Edit
from policytext.metadata.header import find_header
from policytext.pipeline import clean

REPORT = "8月23日，某省召开会议。"


def with_list(newest: str) -> Document:
    """A report beside which the page listed another, of this day, before strip took it out."""
    edit = Edit("strip", ("related",), len(REPORT), len(REPORT), f"\n某会议召开 {newest}", "")
    return Document("a", REPORT, edits=(edit,))


@pytest.mark.parametrize(
    ("newest", "day"),
    [
        ("2024-08-16", "2024-08-23"),
        ("2024-07-09", "2024-08-23"),  # forty-five days
        ("2024-07-08", ""),  # forty-six
        ("2025-01-03", ""),
    ],
)
def test_the_year_of_the_newest_day_on_the_page(newest: str, day: str) -> None:
    assert find_header(with_list(newest)).date_written == day


@pytest.mark.parametrize(
    ("text", "as_of", "day"),
    [
        (REPORT, None, ""),
        (REPORT, "2024-09-01", "2024-08-23"),
        (REPORT, "2024-08-22", "2023-08-23"),
        ("2月29日，某省召开会议。", "2025-09-20", "2024-02-29"),
        ("近日，某省召开会议。", "2025-09-20", ""),
        ("截至10月23日，全省完成造林。", "2025-11-20", ""),
        ("某" * 293 + "\n8月23日，", "2025-09-20", "2025-08-23"),
        ("某" * 294 + "\n8月23日，", "2025-09-20", ""),  # no report's opening
        ("全省已于8月23日完成造林。", "2025-09-20", ""),  # nor a day within its sentence
        ("本报海州8月22日讯（记者 李青）昨日，某省召开会议。", "2025-09-20", "2025-08-22"),
    ],
)
def test_the_last_such_day_before_the_page_was_fetched(text: str, as_of: str | None, day: str) -> None:
    assert find_header(Document.of(text), as_of).date_written == day


@pytest.mark.parametrize(
    ("written", "effective"),
    [
        ("自2024年7月1日起施行", "2024-07-01"),
        ("自公布之日起施行", "2024-03-05"),
        ("自 2024 年 7 月 1 日起正式实施", "2024-07-01"),
        ("另行通知", ""),
    ],
)
def test_effect(written: str, effective: str) -> None:
    text = f"某市节水办法\n第一条 为了节水。\n第二条 本办法{written}。\n某市水利局\n2024年3月5日"
    assert find_header(Document.of(text)).date_effective == effective


def test_the_record_knows_its_day_and_year() -> None:
    assert find_header(Document("a", REPORT, meta={"date_published": "2023-08-24"})).date_published
    assert find_header(Document("a", "各位代表：", meta={"year": 1954})).year == "1954"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("某市旅游发展规划（2026—2030年）", ""),
        ("某市2030年前碳达峰方案", ""),
        ("某市面向2035年远景规划", ""),
        ("某市2026年工作要点", "2026"),
        ("某市2026年前三季度经济运行情况", "2026"),
        ("某市2026年前三季度工作要点", "2026"),
    ],
)
def test_the_year_that_a_title_looks_ahead_to_is_not_its_own(title: str, year: str) -> None:
    assert find_header(Document.of(f"{title}\n一、总体要求\n加快建设。")).year == year


@pytest.mark.parametrize(
    ("session", "year"),
    [("第一届全国人民代表大会第一次会议", "1954"), ("第五届全国人民代表大会第五次会议", "1982"),
     ("第十四届全国人民代表大会第三次会议", "2025")],
)  # fmt: skip
def test_the_session_gives_the_year(session: str, year: str) -> None:
    assert find_header(Document.of(f"各位代表：\n我代表国务院，向{session}作报告。")).year == year
    submitted = f"各位代表：\n现将草案提请{session}审查。"
    assert find_header(Document.of(submitted)).year == year
    recalled = ("{}以来的五年，成绩显著。", "在{}上，总理提出要求。", "从{}到现在，", "根据{}的决议，")
    for told in (*recalled, "{}，号召"):
        assert find_header(Document.of(f"各位代表：\n{told.format(session)}各地加快建设。")).year == ""


@pytest.mark.parametrize("parted", [" ", "\n"])
def test_the_last_act_of_a_note_under_the_title(parted: str) -> None:
    note = f"（2021年8月26日某市人大常委会会议通过{parted}2021年10月29日某省人大常委会会议批准）"
    text = f"海州市节约用水条例\n{note}\n第一条　为了节约用水，制定本条例。"
    assert find_header(Document("a", text)).date_written == "2021-10-29"


PAGE = (
    '<html><head><title>全市节水工作会议召开</title><meta name="PubDate" content="{head}"></head>'
    "<body><h1>全市节水工作会议召开</h1><p>发布时间：{shown} 来源：海州日报</p>"
    "<div><p>会议强调，要落实节水优先方针，加强用水定额管理，推进节水型城市建设。</p>"
    "<p>会议要求，各县区要健全工作机制，压实责任，确保完成全年目标任务。</p></div></body></html>"
)


@pytest.mark.parametrize(
    ("head", "shown", "unsure", "where"),
    [
        ("2024-03-05", "2024-03-05", (), "meta"),
        ("2024-04-01", "2024-03-05", ("date_published",), "publication line; its <meta> says 2024-04-01"),
    ],
)
def test_the_day_that_a_page_shows_and_that_of_its_head(
    head: str, shown: str, unsure: tuple[str, ...], where: str
) -> None:
    found = find_header(clean(PAGE.format(head=head, shown=shown)))
    assert (found.date_published, found.unsure) == (shown, unsure)
    assert found.evidence["date_published"] == where


@pytest.mark.parametrize(
    ("label", "signed", "unsure"),
    [
        ("发文时间", "\n海州市防汛办公室\n2024年3月3日", ("date_written", "date_published", "year")),
        ("更新时间", "\n海州市防汛办公室\n2024年3月3日", ("date_published",)),
        ("更新时间", "", ("date_published", "year")),
    ],
)
def test_a_label_that_means_the_day_of_the_page_gives_it_unsure(
    label: str, signed: str, unsure: tuple[str, ...]
) -> None:
    text = f"关于节水的通知\n{label}：2024-03-05 来源：海州日报\n各单位：\n现通知如下。{signed}"
    found = find_header(Document.of(text))
    assert (found.date_published, found.year) == ("2024-03-05", "2024")
    assert tuple(fact for fact in found.unsure if "date" in fact or fact == "year") == unsure


def test_the_day_of_the_page_above_a_text_is_no_signature() -> None:
    above = "关于表彰先进的通报\n海州市人民政府办公室\n2024-02-05\n各乡镇：\n"
    text = f"{above}现予通报。\n海州市人民政府\n2024年2月2日"
    assert find_header(Document.of(text)).date_written == "2024-02-02"
