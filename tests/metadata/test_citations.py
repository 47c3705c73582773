"""Citations: which document, by title or number, and to what end."""

from __future__ import annotations

import pytest

from policytext.corpus.citations import citation_rows
from policytext.document import Document
from policytext.metadata.citations import Citation, citations
from policytext.metadata.header import find_header
from policytext.metadata.model import Header


@pytest.mark.parametrize(
    ("sentence", "title", "number", "relation"),
    [
        ("根据《节水条例》制定本办法。", "节水条例", "", "依据"),
        ("按照国发〔2024〕3号精神", "", "国发〔2024〕3号", "依据"),
        ("现将《节水方案》印发给你们。", "节水方案", "", "印发"),
        ("现将《节水意见》（国发〔2024〕3号）转发给你们", "节水意见", "国发〔2024〕3号", "转发"),
        ("《节水办法》（青政发〔2010〕5号）同时废止。", "节水办法", "青政发〔2010〕5号", "废止"),
        ("对《节水办法》作如下修改：", "节水办法", "", "修改"),
        ("《节水办法》政策解读", "节水办法", "", "解读"),
        ("有人读了《节水指南》。", "节水指南", "", "引用"),
        ("落实《中国节水2030》。", "中国节水2030", "", "依据"),
        ("对于已超出《节水办法》期限的工程", "节水办法", "", "引用"),
        ("落实省委部署，县政府编制了《节水规划》，提请审议。", "节水规划", "", "引用"),
        ("我局制定了《节水办法》（见附件），现印发给你们。", "节水办法", "", "印发"),
        ("《节水方案》已经省人民政府同意，现转发给你们。", "节水方案", "", "转发"),
        (
            "《节水规定》已经2024年9月3日青江市人民政府2024年第十八次常务会议审议通过，现予发布，自明年起施行。",
            "节水规定",
            "",
            "印发",
        ),
        ("《节水规定》已于2024年3月经市人民政府常务会议审议通过，现予发布", "节水规定", "", "印发"),
        ("《节水条例》经过多年实施，全市用水效率提高，现公布2023年情况。", "节水条例", "", "引用"),
        ("某局公告〔2006〕第11号同时废止。", "", "某局公告〔2006〕第11号", "废止"),
        ("大会决定对《节水条例》第三条作出修改", "节水条例", "", "修改"),
        ("《节水条例》根据本决定作相应修改，重新公布。", "节水条例", "", "修改"),
        ("原《节水办法》的部分条款予以修订。", "节水办法", "", "修改"),
        ("不再执行《节水办法》关于核准的规定。", "节水办法", "", "引用"),
        ("规划的修改必须按照《节水条例》规定的程序办理。", "节水条例", "", "依据"),
        ("对照《节水先进单位基本条件》逐项审核。", "节水先进单位基本条件", "", "依据"),
    ],
)  # fmt: skip
def test_relations(sentence: str, title: str, number: str, relation: str) -> None:
    (found,) = citations(Document.of(sentence), Header())
    assert (found.title, found.number, found.relation) == (title, number, relation)


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("根据《节水法》、《河道法》（国令第9号）和《省河道管理条例》等法律、法规，制定本办法。", "依据"),
        ("按照《节水办法》（水发〔2010〕9号文印发）、《关于河道的通知》（水发〔2012〕8号）等规定", "依据"),
        ("《节水办法》《河道办法》（青政发〔2010〕5号）以及《湖泊办法》同时废止。", "废止"),
        ("依据《节水法》第三条、第五条，《河道法》第十条的规定", "依据"),
        ("根据《节水法》（2016年7月2日修订，以下简称节水法）、《中华人民共和国河道管理条例》制定", "依据"),
    ],
)  # fmt: skip
def test_what_is_listed_is_cited_to_one_end(sentence: str, relation: str) -> None:
    assert {found.relation for found in citations(Document.of(sentence), Header())} == {relation}


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        (
            "一、修改下列文件\n（一）删去《租赁办法》（青政发〔2012〕30号）第十条。\n"
            "二、对下列文件予以废止\n1.暂住办法（青政发〔1999〕21号）\n2.《摊贩规定》（青政发〔2001〕7号）\n"
            "三、下列文件继续有效\n《节水办法》（青政发〔2018〕3号）\n",
            ["修改", "废止", "废止", "引用"],
        ),
        (
            "宣布失效的文件目录\n序号\t名称\t文号\n1\t暂住办法\t青政发〔1999〕21号\n2\t摊贩规定\t青政发〔2001〕7号",
            ["废止", "废止"],
        ),
        ("废止的规章\n1.《摊贩规定》（2003年6月5日市政府令第12号公布）", ["废止", "废止"]),
        ("现将有效、废止和失效的文件公布如下：\n《节水办法》\n《摊贩规定》", ["引用", "引用"]),
        ("二、修订的依据\n《节水法》\n《河道法》", ["引用", "引用"]),
        ("废止和修改的规章\n《节水办法》\n《摊贩规定》", ["引用", "引用"]),
        ("予以废止的规章\n《摊贩规定》继续执行\n", ["引用"]),
        ("拟修改的文件\n| 1 | 暂住办法 | 青政发〔1999〕21号 | 市公安局 |", ["修改"]),
        ("节水条例（2019年修正）\n（根据2019年5月1日《关于修改部分法规的决定》修正）", ["依据"]),
        ("一、修改的必要性\n《节水办法》", ["引用"]),
        ("根据《立法法》第八十二条，《节水办法》自公布之日起废止。", ["依据", "废止"]),
    ],
)
def test_what_is_listed_below_a_heading_is_cited_to_its_end(text: str, relations: list[str]) -> None:
    assert [cited.relation for cited in citations(Document.of(text), Header())] == relations


@pytest.mark.parametrize("heading", ["修改和废止的规章目录", "继续有效、不予废止的文件", "参考文件"])
def test_the_line_above_a_list_may_not_tell_what_becomes_of_each(heading: str) -> None:
    document = Document.of(f"关于节水的决定\n{heading}\n1.《摊贩规定》\n2.《暂住办法》\n")
    assert [found.relation for found in citations(document, Header())] == ["引用", "引用"]


@pytest.mark.parametrize(
    "sentence",
    [
        "有人读了《节水史》。",
        "填写《节水申请表》，签收《行政处罚告知书》，签订《供水合同》。",
        "电影《水利方案》热播，《水乡》《河工》等精品力作上映。",
        "《青阳日报》报道了此事。",
        "提交《营业执照》《承诺书》等文件。",
    ],
)
def test_what_is_no_document_is_not_cited(sentence: str) -> None:
    assert list(citations(Document.of(sentence), Header())) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "图书馆应当执行《公共图书馆服务规范》。",
        "《著作权法》保护的作品，《广播电视管理条例》所称节目。",
        "施行《刑法修正案（十二）》，加入《世界贸易组织议定书》《联合国宪章》。",
        "印发《关于加强防汛的提示函》。",
        "见《重大危险源辨识》（GB 18218-2018）。",
        "发表《节水》白皮书。",
        "落实《全国节水发展》等文件，学习《党章》。",
    ],
)
def test_documents_are_cited_whatever_stands_beside_them(sentence: str) -> None:
    found = [citation.title for citation in citations(Document.of(sentence), Header())]
    assert found == [part.partition("》")[0] for part in sentence.split("《")[1:]]


def test_words_beyond_the_reach_show_nothing() -> None:
    near = "转发" + "某" * 38 + "《节水条例》"
    far = "转发" + "某" * 39 + "《节水条例》"
    assert [c.relation for text in (near, far) for c in citations(Document.of(text), Header())] == [
        "转发",
        "引用",
    ]


def test_words_far_behind_show_nothing() -> None:  # BEHIND
    near, far = (f"《节水条例》经{'某' * count}通过，现予公布" for count in (52, 53))
    assert [c.relation for text in (near, far) for c in citations(Document.of(text), Header())] == [
        "印发",
        "引用",
    ]


def test_a_document_does_not_cite_itself() -> None:
    text = "《节水条例》\n国令第999号\n根据《水法》，制定本条例。"
    document = Document.of(text)
    assert [c.title for c in citations(document, find_header(document))] == ["水法"]


def test_places_are_of_the_text() -> None:
    text = "根据《水法》和国发〔2024〕3号，"
    found = list(citations(Document.of(text), Header()))
    assert [text[c.start : c.end] for c in found] == ["《水法》", "国发〔2024〕3号"]
    assert all(isinstance(c, Citation) for c in found)


def test_an_order_is_known_by_any_name_of_its_agency() -> None:
    order = Document("a", "国家发展和改革委员会令\n第5号\n关于节水的规定\n第一条 为了节水，制定本规定。")
    notice = Document("b", "关于节水的通知\n根据国家发改委令第5号，现通知如下。")
    assert [row["cited_id"] for row in citation_rows([order, notice]) if row["doc_id"] == "b"] == ["a"]


def test_a_short_title_that_was_agreed_on_means_the_full_one() -> None:
    text = (
        "关于落实节水管理的通知\n为落实《青江市节水管理办法》（青江市人民政府令第3号，以下简称《办法》），现通知如下：\n"
        "一、用水单位应当按照《办法》第五条申报。\n二、违反《节水条例》的，依照《办法》处理。"
    )
    found = [(one.title, one.number) for one in citations(Document.of(text), Header())]
    full = ("青江市节水管理办法", found[0][1])
    assert found == [full, full, ("节水条例", ""), full]


def test_a_kind_alone_means_the_one_document_that_ends_with_it() -> None:
    text = (
        "报告\n我们编制了《青江市节水规划纲要（草案）》。现将《纲要（草案）》说明如下："
        "《纲要（草案）》分三部分。\n《建议》已公布。"
    )
    found = [one.title for one in citations(Document.of(text), Header())]
    assert found == ["青江市节水规划纲要（草案）"] * 3 + ["建议"]
    several = "依据《节水办法》《河道办法》，按《办法》处理。"
    assert [one.title for one in citations(Document.of(several), Header())][-1] == "办法"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("落实《节水条例》和水价方案（以下简称《方案》），执行《方案》。", ["节水条例", "方案", "方案"]),
        ("《节水条例》《水法》（以下统称《法规》），依照《法规》。", ["节水条例", "水法", "法规"]),
        (
            "《甲办法》（以下简称《办法》），按《办法》。《乙办法》（以下简称《办法》）。",
            ["甲办法", "甲办法", "乙办法"],
        ),
        ("《某市节水意见》印发。国务院《意见》要求节水。", ["某市节水意见", "意见"]),
        ("《某办法》（第3号，自五月起施行，以下简称《办法》）。按《办法》", ["某办法", "某办法"]),
    ],
)
def test_what_a_short_title_stands_for(text: str, expected: list[str]) -> None:
    assert [one.title for one in citations(Document.of(text), Header())] == expected
