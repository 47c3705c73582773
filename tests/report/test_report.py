"""A report says what the other commands say, shows the passages behind it, and lets nothing in or out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from commandline import Shell, call_here
from made_corpus import THEMES, Reader, notices, page_of, read

from policytext.corpus.collection import Corpus
from policytext.corpus.fields import GroupingWarning, UnknownFieldError
from policytext.document import Document, Remark, Verdict
from policytext.pipeline import clean
from policytext.report import sections
from policytext.report.evidence import SHOWN, SHOWN_OF_GROUP
from policytext.report.sections import NAMES, USUAL, Left
from policytext.report.sections.groups import SURE
from policytext.report.sections.keyphrases import FEW


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return notices()


@pytest.fixture(scope="module")
def page(documents: list[Document]) -> Reader:
    return read(documents)


def test_every_section_is_there_in_order(page: Reader) -> None:
    ids = [attributes["id"] for tag, attributes in page.tags if tag == "section"]
    assert ids == ["overview", "documents", *USUAL[1:], "method", "passages"]
    files = Path(sections.__file__).parent.glob("[a-z]*.py")
    assert sorted(path.stem for path in files) == sorted(NAMES)


def test_sections_are_chosen(documents: list[Document]) -> None:
    found = read(documents, ["targets"])
    ids = [attributes["id"] for tag, attributes in found.tags if tag == "section"]
    assert ids == ["documents", "targets", "method", "passages"]


def test_counts_are_those_of_keywords_and_of_a_search(documents: list[Document], page: Reader) -> None:
    corpus = Corpus(documents)
    shown = page.tables["The foremost keyphrases of all documents"][1:]
    expected = corpus.keywords(top=30)
    assert [(row[1], int(row[3].replace(",", "")), int(row[4])) for row in shown] == [
        (row.keyword, row.count, row.documents) for row in expected.itertuples(index=False, name="Row")
    ]
    terms = [row[1] for row in shown]
    searched = corpus.terms(terms)
    assert searched["count"].tolist() == [int(row[3]) for row in shown]
    assert [sum(d.text.count(term) for d in documents) for term in terms] == searched["count"].tolist()
    assert len(corpus.kwic(terms[0])) == int(shown[0][3])


def test_groups_and_trends_are_those_of_keywords(documents: list[Document], page: Reader) -> None:
    corpus = Corpus(documents)
    by_province = corpus.distinctive("province", top=8)
    for province, theme in THEMES.items():
        shown = page.tables[f"{province} · 6 documents"][1:]
        expected = by_province[(by_province.group == province) & (by_province.score >= SURE)]
        assert [row[0] for row in shown] == expected.keyword.tolist()
        assert [int(row[2]) for row in shown] == expected["count"].tolist()
        assert any(theme in row[0] for row in shown)
    trends = corpus.trends("year", top=20)
    shown = page.tables["Keyphrases whose use changes most"][1:]
    assert [row[0] for row in shown] == trends.keyword.drop_duplicates().tolist()


def test_a_phrase_of_few_documents_has_no_direction() -> None:
    """One law that says a word forty times is no rise of its use."""
    plain = [
        Document(f"{year}-{n}", f"{year}年工作要点\n推进节水灌溉。", meta={"year": year})
        for n in range(4)
        for year in (2021, 2022, 2023)
    ]
    said = "加强海洋牧场建设。发展海洋牧场。" * 20
    for saying, expected in ((FEW - 1, {"– no clear one"}), (FEW, {"↗ rises"})):
        late = [Document(f"m{n}", f"2023年工作要点\n{said}", meta={"year": 2023}) for n in range(saying)]
        table = read([*plain, *late], ["keyphrases"]).tables["Keyphrases whose use changes most"][1:]
        assert {row[2] for row in table if "海洋牧场" in row[0]} == expected


def test_overview_counts_documents(page: Reader) -> None:
    assert page.tables["Documents by year"][1:] == [[year, "6", "33%"] for year in ("2021", "2022", "2023")]
    assert {row[0]: row[1] for row in page.tables["Documents by province"][1:]} == dict.fromkeys(
        THEMES, "6"
    )


def test_issuers_that_count_under_another_name_are_said_whatever_the_groups_are() -> None:
    named = [Document(f"{n}", "略。", meta={"发文单位": f"青江省{n}"}) for n in ("发改委", "财政厅")]
    for by in (None, "year"):
        with pytest.warns(GroupingWarning, match=r"^1 of 2 documents count under the full name"):
            read(named, ["overview"], by=by)
    with pytest.warns(GroupingWarning) as said:
        read(named, ["overview"], by="发文单位")
    assert sum("full name" in str(one.message) for one in said) == 1  # by `checked`


def test_kinds_alone_are_no_document_that_many_cite() -> None:
    texts = [
        f"关于{name}的通知\n根据《{name}条例》和《民法典》，《纲要》已公布。" for name in ("节水", "河道")
    ]
    page = read([Document(str(number), text) for number, text in enumerate(texts)], ["citations"])
    rows = page.tables["The documents that most others cite"][1:]
    assert {row[0]: row[2] for row in rows} == {"民法典": "2", "节水条例": "1", "河道条例": "1"}
    assert "2 of them name no more than a kind" in page.text


def test_documents_with_the_same_text_are_said() -> None:
    """A mirror doubles every count of its original."""
    texts = ["推进节水灌溉。\n建设水库。", "推进节水灌溉。 建设水库。", "推进节水灌溉。建设水闸。"]
    page = read([Document(str(number), text) for number, text in enumerate(texts)], ["overview"])
    assert "1 of 3 documents has the very text of another" in page.text
    assert "very text" not in read([Document("a", texts[0]), Document("b", texts[2])], ["overview"]).text


def test_what_does_not_set_a_group_apart_is_not_shown_as_if_it_did() -> None:
    same = "发展低空经济，推进数字化转型。培育专精特新企业，建设智能工厂。\n" * 3
    alike = [Document(f"{n}", same, meta={"批次": "甲" if n % 2 else "乙"}) for n in range(6)]
    page = page_of(alike, ["groups"], by="批次")
    assert page.count("No phrase sets it apart.") == 2
    assert SURE == 1.96  # the two-sided 5 per cent of the normal distribution


def test_what_is_unknown_is_said() -> None:
    found = read(
        [Document("a", "发展低空经济。"), Document("b", "发展低空经济。" * 3, meta={"year": "2024"})]
    )
    assert "No year is known of 1 of 2 documents" in found.text
    assert ["unknown", "1", "50%"] in found.tables["Documents by year"]
    assert "There is nothing to say about change over time" in found.text


def test_every_link_leads_somewhere(page: Reader) -> None:
    ids = set(page.attributes("id"))
    inside = {link[1:].partition("=")[0] for link in page.attributes("href") if link.startswith("#")}
    assert inside <= ids
    assert len(page.attributes("id")) == len(ids)
    assert all(link.startswith("#") for link in page.attributes("href"))


def test_figures_lead_to_as_many_passages_as_they_say(documents: list[Document]) -> None:
    page = page_of(documents)
    articles = re.findall(r'<article id="(p\d+)".*?</article>', page, re.S)
    assert len(articles) > 50
    for article in re.findall(r"<article .*?</article>", page, re.S):
        parts = re.split(r"<h4>", article)[1:]
        room = SHOWN_OF_GROUP if len(parts) > 1 else SHOWN
        for part in parts:
            said = re.match(r".*?(\d+) of ([\d,]+) shown", part)
            assert said
            shown, of = int(said[1]), int(said[2].replace(",", ""))
            assert part.count("<li>") == shown == min(room, of), article


def test_every_row_of_figures_leads_to_what_was_counted(documents: list[Document]) -> None:
    damaged = clean(Document("broken", "关于印发\ufffd经济方案的通知\n发展低空经济。发展低空经济。\n"))
    page = page_of([*documents, damaged])
    tables = re.findall(r"<caption>(.*?)</caption>.*?<tbody>(.*?)</tbody>", page, re.S)
    lists = {"Documents", "What could not be read", "The same numbers"}
    figures = {
        caption: re.findall("<tr.*?</tr>", rows, re.S) for caption, rows in tables if caption not in lists
    }
    assert len(figures) > 15
    assert [
        caption for caption, rows in figures.items() if not all("<a href=" in row for row in rows)
    ] == []
    counts = re.compile(r'<td class="num[^>]*>(?:<span[^>]*></span>)?([1-9][\d,]*)</td>')
    free = {caption for caption, rows in figures.items() if counts.search("".join(rows))}
    assert free == {
        "The foremost keyphrases of all documents",  # ranks
        "The longest shared passages",  # lengths, and documents that stand beside
    }


def test_what_stays_damaged_is_said_and_shown() -> None:
    text = "关于印发\ufffd经济方案的通知\n发展低空经济。发展低空经济。\n"
    page = page_of([clean(Document("broken", text))], ["condition"], language="zh")
    found = Reader(page)
    assert found.tables["仍存在的问题"][1:] == [["无法读取的字符", "1"]]
    assert "关于印发<mark>\ufffd</mark>经济方案的通知" in page
    assert "状况:&#34;部分损坏&#34;" in page


def test_a_passage_stands_in_its_document(documents: list[Document]) -> None:
    page = page_of(documents, ["keyphrases"])
    passages = re.findall(r'<li>(.*?)<mark>(.*?)</mark>(.*?) <a href="#d(\d+)">', page)
    assert passages
    assert any(left.startswith("…") for left, *_ in passages)
    for left, term, right, at in passages:
        shown = left.removeprefix("…") + term + right.removesuffix("…")
        begin, _, end = f"\n{documents[int(at)].text}\n".partition(shown)
        assert (begin[-1] != "\n", end[0] != "\n") == (left.startswith("…"), right.endswith("…"))


def test_industries_are_by_province(page: Reader) -> None:
    table = page.tables["Industries"]
    assert table[0] == ["Industry", "Count", "Documents", "云南省", "四川省", "山东省"]
    assert next(row[2:] for row in table if row[0].startswith("人工智能")) == ["18", "6", "6", "6"]


def test_other_sections_count_what_their_commands_count(page: Reader) -> None:
    assert "18 citations. Documents cited: 3; in this corpus: 0." in page.text
    assert page.tables["The documents that most others cite"][1][:4] == [
        "云南省节水条例",
        "依据 6",
        "6",
        "6",
    ]
    instruments = {row[1]: row for row in page.tables["Sentences by instrument"][1:]}
    assert instruments["资金投入"][2:] == ["18", instruments["资金投入"][3], "18"]
    assert {row[0] for row in page.tables["Agencies and other organisations"]} >= {"云南省人民政府"}
    assert "18 numbers that the documents set." in page.text
    assert page.tables["The longest shared passages"][1][2] == "18"


def test_a_sentence_of_two_instruments_counts_once_in_the_mix() -> None:
    text = "加强低空经济专业人才培养，支持高校开设相关课程。"
    documents = [Document(batch, text, meta={"批次": batch}) for batch in ("甲", "乙")]
    tables = read(documents, ["instruments"], by="批次").tables
    assert [row[2] for row in tables["Sentences by instrument"][1:]] == ["2", "2"]
    assert tables["The mix of types"][1:] == [["乙", "1", "100%"], ["甲", "1", "100%"]]


def test_groups_are_of_any_field(documents: list[Document]) -> None:
    marked = [
        Document(d.id, d.text, d.source, meta={"批次": "甲" if at % 2 else "乙"})
        for at, d in enumerate(documents)
    ]
    found = read(marked, ["groups", "industries"], by="批次")
    assert "What sets the documents apart by 批次" in found.text
    assert found.tables["Industries"][0][3:] == ["乙", "甲"]
    with pytest.raises(UnknownFieldError, match="批次"):
        read(marked, ["groups"], by="批号")


def test_the_page_speaks_chinese(documents: list[Document]) -> None:
    page = page_of(documents, language="zh", title="海洋政策")
    assert '<html lang="zh-CN">' in page
    assert "<title>海洋政策</title>" in page
    found = Reader(page)
    assert "全部文档的主要关键词" in found.tables
    assert "共 3 项" not in found.text or "显示" in found.text
    shown = re.sub(
        r"policytext|Louvain|Rothwell|Zegveld|Monroe|Colaresi|Quinn|PMI|[\w.-]*jsonl", "", found.text
    )
    assert not re.search(r"\b(?:documents|shown|Keyphrase|unknown|Documents)\b", shown)


HOSTILE = '<script>alert(1)</script></script><img src=x onerror="alert(2)">'


def test_what_documents_say_is_shown_and_not_obeyed() -> None:
    hostile = [
        Document(
            f'{HOSTILE}"{n}',
            f"{HOSTILE}低空经济{n}。发展低空经济</title>。",
            HOSTILE,
            HOSTILE,
            {"url": address, "title": HOSTILE, "year": '2024"><script>', "issuer": HOSTILE},
        )
        for n, address in enumerate(
            ("javascript:alert(3)", "data:text/html,x", 'https://a.example/?q="><b>')
        )
    ]
    left = Left([(HOSTILE, HOSTILE, 1)], {HOSTILE: 1})
    found = read(hostile, left=left, title=HOSTILE, inputs=HOSTILE, by="issuer")
    scripts = [attributes for tag, attributes in found.tags if tag == "script"]
    assert len(scripts) == 2
    assert "img" not in [tag for tag, _ in found.tags]
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
    links = [link for link in found.attributes("href") if not link.startswith("#")]
    assert links == ['https://a.example/?q="><b>']
    assert HOSTILE in found.text


def test_nothing_is_loaded(page: Reader) -> None:
    assert not page.attributes("src")
    assert "link" not in [tag for tag, _ in page.tags]
    policy = next(attributes["content"] for _, attributes in page.tags if "http-equiv" in attributes)
    assert policy.startswith("default-src 'none'")
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]


def test_what_was_not_read_is_in_the_report(shell: Shell, folder: Path) -> None:
    (folder / "some").mkdir()
    (folder / "some" / "good.txt").write_text("关于发展低空经济的通知\n发展低空经济。\n", encoding="utf-8")
    (folder / "some" / "bad.jsonl").write_text('{"text": 5}\n{"text"\n', encoding="utf-8")
    (folder / "some" / "film.mp4").write_bytes(b"\0")
    done = shell("policytext report some -o out.html --language en")
    assert done.returncode == 1, done.stderr.decode()
    found = Reader((folder / "out.html").read_text(encoding="utf-8"))
    rows = found.tables["What could not be read"]
    assert [".mp4", "of no kind that is read", "1"] in rows
    assert sum("bad.jsonl" in row[0] for row in rows) == 2
    rejects = (folder / "out.rejects.jsonl").read_text(encoding="utf-8").splitlines()
    assert len([line for line in rejects if "bad.jsonl" in json.loads(line)["source"]]) == 2


def test_the_language_is_the_systems_where_none_is_named(folder: Path) -> None:
    call = ["report", "page.txt", "-o", "out.html", "--sections", "overview"]
    for spoken, expected in (("zh_CN.UTF-8", "zh-CN"), ("C", "en")):
        done = call_here(call, folder, environment={"LANGUAGE": "", "LC_ALL": spoken})
        assert done.returncode == 0, done.stderr.decode()
        assert f'<html lang="{expected}">' in (folder / "out.html").read_text(encoding="utf-8")


def test_workers_make_the_same_page(shell: Shell, folder: Path) -> None:
    for jobs in (1, 2):
        done = shell(f"policytext report pages -o {jobs}.html --language zh --jobs {jobs}")
        assert done.returncode == 0, done.stderr.decode()
    assert (folder / "1.html").read_bytes() == (folder / "2.html").read_bytes()


def test_reasons_that_are_as_frequent_stand_in_the_order_of_the_text() -> None:
    reasons = [f"reason {number}" for number in range(20)]
    remarks = [Remark("repair", "lost", at, at + 1, "?", reason) for at, reason in enumerate(reasons)]
    document = Document("a", "?" * 20, verdict=Verdict.PARTIAL, remarks=tuple(remarks))
    tables = read([document], ["condition"]).tables
    assert any([row[0] for row in rows[1:]] == reasons for rows in tables.values())


def test_a_report_of_no_documents_is_a_page() -> None:
    found = read([])
    ids = [attributes["id"] for tag, attributes in found.tags if tag == "section"]
    assert ids == ["overview", "documents", *USUAL[1:], "method", "passages"]
