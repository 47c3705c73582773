"""A title is repaired and normalized as the text is, and comes back as it was read."""

from __future__ import annotations

import hypothesis
from hypothesis import given
from hypothesis import strategies as st

from policytext.analysis import Analysis
from policytext.document import Document, Verdict
from policytext.io.records import from_record, to_record
from policytext.normalization.step import normalize
from policytext.pipeline import clean
from policytext.repairs import repair
from policytext.revision import restore
from policytext.tables.documents import edit_rows, finding_rows

SPUN = "推進(jìn)產(chǎn)業(yè)發(fā)展,，加快規(guī)模應(yīng)用。"
PIECES = st.sampled_from(
    [
        "會議",
        "產(chǎn)業(yè)",
        ",，",
        "鍙戝睍",
        "&#8220;",
        "&amp;",
        "“",
        "\u3000",
        " ",
        "\n",
        "(一)",
        "a",
        "\ufffd",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=8).map("".join)


def test_the_page_shows_what_was_done_to_its_title() -> None:
    title = "關于促進(jìn)就業(yè)的意見"
    document = clean(Document("a", SPUN * 3, title=title))
    assert document.title == "关于促进就业的意见"
    assert document.verdict == Verdict.REPAIRED
    assert {edit.step for edit in document.title_edits} == {"repair", "normalize"}
    assert restore(document).title == title


def test_the_edits_of_a_title_are_in_the_tables() -> None:
    document = clean(Document("a", SPUN, title="關於促進(jìn)就業(yè)的意見"))
    rows = [(row["field"], row["rule"], row["before"]) for row in edit_rows(Analysis(document))]
    assert {("title", "glosses", "(jìn)"), ("text", "glosses", "(jìn)")} <= set(rows)
    (counted,) = [row for row in finding_rows(Analysis(document)) if row["rule"] == "glosses"]
    assert counted["count"] == [rule for _, rule, _ in rows].count("glosses")


def test_a_sound_title_stays_and_is_no_finding() -> None:
    document = clean(Document("a", "关于印发通知。", title="关于印发通知（2024年）"))
    assert (document.title, document.title_edits) == ("关于印发通知（2024年）", ())
    assert document.verdict == Verdict.CLEAN


def test_a_title_alone_is_repaired() -> None:
    document = repair(Document("a", "全文见附件。", title="鍏充簬鍙戝睍浜т笟鐨勬剰瑙�"))
    assert document.title.startswith("关于发展产业的意")
    assert document.verdict in (Verdict.REPAIRED, Verdict.PARTIAL)


def test_what_is_lost_in_a_title_is_remarked_on() -> None:
    document = repair(Document("a", "全文见附件。", title="关于\ufffd\ufffd展的意见"))
    assert document.verdict == Verdict.PARTIAL
    assert [remark.reason.startswith("in the title: ") for remark in document.remarks] == [True]


def test_records_keep_the_edits_of_the_title() -> None:
    document = clean(Document("a", SPUN * 3, title="關于促進(jìn)就業(yè)的意見"))
    again = from_record(to_record(document), "-", "-")
    assert restore(again).title == restore(document).title == "關于促進(jìn)就業(yè)的意見"
    assert "title_edits" not in to_record(document, "none")
    assert to_record(document, "counts")["edits"]["glosses"] > 8
    assert "title_edits" not in to_record(clean(Document("a", "通知", title="通知")))


@hypothesis.settings(deadline=None, max_examples=60)
@given(TEXTS, TEXTS)
def test_text_and_title_come_back(text: str, title: str) -> None:
    document = Document("a", text, title=title)
    once = normalize(repair(document))
    assert (restore(once).text, restore(once).title) == (text, title)
    again = from_record(to_record(once), "-", "-")
    assert restore(again).title == title
