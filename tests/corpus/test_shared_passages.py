"""Who had a passage first, and how much was taken over."""

from __future__ import annotations

from policytext.corpus.shared_passages import Borrowing, DatedText, dated
from policytext.document import Document

RULE = (
    "用水单位应当建立节水管理制度，安装计量设施并保证其正常运行，按月向主管部门报送用水情况，不得虚报瞒报。"
)
OTHER = "山水林田湖草沙石路桥河海天地风云雨雪花木金土火日月星辰东南西北春夏秋冬左右前后。"


def test_the_earlier_document_is_first_whatever_was_read_first() -> None:
    documents = [
        DatedText("later", "2025-03-01", OTHER + RULE),
        DatedText("earlier", "2023-03-01", RULE),
        DatedText("undated", "", RULE),
    ]
    borrowing = Borrowing(documents)
    firsts = {(row["doc_id"], row["other_id"]): row["first"] for row in borrowing.rows()}
    assert firsts == {
        ("later", "earlier"): "earlier",
        ("later", "undated"): None,
        ("earlier", "undated"): None,
    }
    assert {row["writers"] for row in borrowing.rows()} == {3}
    shares = {row["doc_id"]: (row["shared"], row["taken"]) for row in borrowing.shares()}
    assert shares["earlier"] == (1.0, 0.0)
    assert shares["undated"] == (1.0, None)  # whether it took it over is not known
    assert 0.5 < shares["later"][0] < 0.6
    assert shares["later"][0] == shares["later"][1]


def test_a_year_is_no_earlier_than_a_day_in_it() -> None:
    (row,) = Borrowing([DatedText("a", "2024", RULE), DatedText("b", "2024-05-06", RULE)]).rows()
    assert row["first"] is None


def test_edges_go_from_who_took_to_who_was_first() -> None:
    network = Borrowing(
        [DatedText("b", "2025-01-01", RULE), DatedText("a", "2024-01-01", RULE, "规划")]
    ).network()
    assert network.labels == {"a": "规划"}
    assert [(edge.source, edge.target, edge.weight) for edge in network.edges] == [("b", "a", len(RULE))]
    assert network.directed


def test_passages_of_which_no_date_says_who_had_them_first_are_counted() -> None:
    days = ("", "2024-05-06", "2024-05-06", "2023-01-01")
    borrowing = Borrowing(DatedText(str(number), day, RULE) for number, day in enumerate(days))
    assert borrowing.undecided() == (4, 6)


def test_the_date_of_the_record_counts() -> None:
    assert dated(Document("a", "略。", meta={"date": "2024年5月6日"})) == DatedText(
        "a", "2024-05-06", "略。"
    )
    assert dated(Document("a", "略。", meta={"year": 1979})).date == "1979"


def test_of_two_copies_of_one_document_the_page_that_was_published_first_had_it() -> None:
    signed = f"{RULE}\n青阳市水务局\n2024年12月30日"
    pages = (("mirror", "2025-01-20"), ("site", "2025-01-03"))
    copies = [dated(Document(name, signed, meta={"date_published": day})) for name, day in pages]
    assert {copy.date for copy in copies} == {"2024-12-30"}
    (row,) = Borrowing(copies).rows()
    assert row["first"] == "site"
