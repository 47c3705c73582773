"""Citations between documents as a network."""

from __future__ import annotations

from policytext.corpus.citations import citation_rows, network
from policytext.document import Document


def test_documents_of_the_corpus_are_nodes_by_their_ids_and_others_by_their_names() -> None:
    documents = [
        Document("law", "海州省节水条例\n第一条 为了节水，制定本条例。"),
        Document("notice", "关于节水的通知\n根据《海州省节水条例》和《海州省河道办法》，现通知如下。"),
    ]
    found = network(documents, citation_rows(documents))
    assert {(edge.source, edge.target) for edge in found.edges} == {
        ("notice", "law"),
        ("notice", "海州省河道办法"),
    }
    assert {edge.facts["relation"] for edge in found.edges} == {"依据"}
    assert found.nodes["law"] == found.nodes["海州省河道办法"] == 1
    assert found.labels["law"] == "海州省节水条例"
    assert found.directed


def test_marks_of_a_title_are_written_in_more_than_one_way() -> None:
    documents = [
        Document("rule", "海州省节水办法（试行）\n第一条 为了节水，制定本办法。"),
        Document("notice", "关于节水的通知\n根据《海州省节水办法(试行)》，现通知如下。"),
    ]
    assert [row["cited_id"] for row in citation_rows(documents)] == ["rule"]


def test_one_title_of_several_years_is_several_documents() -> None:
    """A number that is not that of the document with this title says that another one is meant."""
    title = "海州省人民政府关于对真抓实干成效明显地方加大激励力度的通知"
    documents = [
        Document("2023", f"{title}\n海政发〔2023〕9号\n各市：\n略。\n海州省人民政府\n2023年5月6日"),
        Document(
            "both",
            f"关于节水的通知\n依据《{title}》（海政发〔2021〕7号）、《{title}》（海政发〔2023〕9号）。",
        ),
        Document("bare", f"关于治水的通知\n依据《{title}》，现通知如下。"),
    ]
    rows = [(row["cited_number"], row["cited_id"]) for row in citation_rows(documents)]
    assert rows == [("海政发〔2021〕7号", None), ("海政发〔2023〕9号", "2023"), (None, "2023")]


def test_a_national_law_is_one_document_with_and_without_the_name_of_the_state() -> None:
    documents = [
        Document("law", "中华人民共和国节水法\n第一条 为了节水，制定本法。"),
        Document(
            "notice",
            "关于节水的通知\n根据《节水法》和《水权法》，参照《中华人民共和国水权法》，现通知如下。",
        ),
    ]
    rows = list(citation_rows(documents))
    assert [(row["cited_title"], row["cited_id"]) for row in rows] == [
        ("节水法", "law"),
        ("水权法", None),
        ("中华人民共和国水权法", None),
    ]
    assert network(documents, rows).nodes["水权法"] == 2


def test_a_kind_alone_is_another_document_in_each_text() -> None:
    documents = [Document(name, f"{name}省报告\n《纲要》已公布。") for name in ("青江", "海州")]
    targets = {edge.target for edge in network(documents, citation_rows(documents)).edges}
    assert targets == {"青江《纲要》", "海州《纲要》"}
