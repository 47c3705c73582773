from typing import Any

from cases import cases, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.analysis import header
from policytext.document import Document
from policytext.metadata.model import Header
from policytext.pipeline import clean

CASES = read_cases(__file__, "headers.json")


@cases(__file__, "headers.json")
def test_headers(case: dict[str, Any]) -> None:
    found = header(case["text"])
    assert {fact: getattr(found, fact) for fact in case["expected"]} == case["expected"]


def test_what_the_page_states_comes_first() -> None:
    text = "关于节水的通知\n发布时间：2024-01-01 来源：某网\n略。"
    meta = {"date_published": "2024-01-02", "source_name": "某某日报", "doc_number": "某府(2024)3号"}
    found = header(Document("a", text, title="某市关于节水的通知", meta=meta))
    assert (found.title, found.date_published, found.source_name, found.doc_number) == (
        "某市关于节水的通知",
        "2024-01-02",
        "某某日报",
        "某府〔2024〕3号",
    )
    assert found.evidence["date_published"] == "meta"


def test_a_number_in_the_title_of_a_page_alone_comes_last() -> None:
    def number(text: str, title: str = "某市关于节水的通知") -> str:
        return header(Document("a", text, title=title, meta={"title_number": "某府〔2024〕3号"})).doc_number

    assert number("某市关于节水的通知\n各区：") == "某府〔2024〕3号"
    assert number("某市关于节水的通知\n某府〔2024〕9号\n各区：") == "某府〔2024〕9号"
    assert number("某市关于节水的通知\n各区：\n根据某府〔2024〕3号文件，现通知如下。") == ""
    assert number("某市节水办法政策解读\n一、背景", "某市节水办法政策解读") == ""


def test_nothing_of_what_a_search_found_is_sure() -> None:
    results = (
        "站内搜索\n共检索到 28 条记录\n石桥县节水管理办法\n石政发〔2024〕3号 各乡镇：现将办法印发给你们……\n"
        "来源：石桥县人民政府办公室 2024-03-05\n石桥县节水宣传周启动\n3月22日，县水利局举行启动仪式……\n"
    )
    document = clean(results)
    found = header(document)
    assert document.text == results
    assert [remark.rule for remark in document.remarks] == ["no-article"]
    assert set(found.unsure) == set(found.evidence)


def test_a_body_above_a_title_may_be_the_site_where_the_source_is_another() -> None:
    def doubt(source: str) -> set[str]:
        page = (
            f"石桥县人民政府\n关于低保对象的公示\n发布时间：2024-03-05 来源：{source}\n现将名单公示如下。"
        )
        return {"title", "issuer"} & set(header(page).unsure)

    assert doubt("县民政局") == {"title", "issuer"}
    assert doubt("县政府办公室") == doubt("石桥网") == set()


def test_the_first_line_names_a_speaker_only_with_a_title_above_it() -> None:
    title = "在全市大会上的讲话"
    lines = ("青江市市长 李明\n（2024年3月5日）", "青江市市长李明讲话\n在大会上。")
    found = [header(Document("a", f"{line}\n同志们：\n好。", title=title)).speaker for line in lines]
    assert found == ["李明", ""]


def test_every_fact_has_its_evidence() -> None:
    for case in CASES:
        found = header(case["text"])
        names = Header.__dataclass_fields__.keys() - {"evidence", "unsure"}
        facts = {name for name in names if getattr(found, name)}
        assert facts == set(found.evidence)


def test_a_number_cited_in_the_text_is_not_the_documents() -> None:
    assert header("关于节水的通知\n各区：\n根据某府〔2024〕3号文件，现通知如下。").doc_number == ""


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="国务院关于的通知〔2024〕号年月日5\n 令第，。《》", max_size=80))
def test_any_text_has_a_header(text: str) -> None:
    assert header(text).title.strip() == header(text).title


def test_a_section_of_a_gazette_is_no_letterhead() -> None:
    lines = [
        "市政府文件",
        "关于开展春季农机安全检查的通知",
        "各县（区）农业农村局：",
        "现就有关事项通知如下：抓紧检查。",
    ]
    notice = "\n".join([*lines, "青江市农业农村局办公室", "2024年2月26日"])
    assert header(notice).issuer == "青江市农业农村局办公室"


def test_a_title_with_the_pages_furniture_in_it_is_unsure() -> None:
    text = "青江市召开防汛会议。" * 20
    found = header(f"青江在线新闻中心首页青江市财政局关于节水的通知发布人：管理员\n{text}")
    assert not found.title or "title" in found.unsure
