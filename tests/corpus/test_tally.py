"""Counts that are added up in parts, in whatever parts, are those of one pass."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.corpus import fields
from policytext.corpus.fields import UnknownFieldError
from policytext.corpus.tally import summed
from policytext.corpus.terms import TermCounts, count_terms
from policytext.document import Document

TERMS = ("低空", "空经", "经")
DOCUMENTS = st.lists(
    st.tuples(st.sampled_from(("2023", "2024", None)), st.text(alphabet="低空经济", max_size=12)),
    min_size=1,
    max_size=12,
)


def documents(found: list[tuple[str | None, str]]) -> list[Document]:
    return [Document(str(n), text, meta={"部门": year}) for n, (year, text) in enumerate(found)]


@settings(max_examples=25)
@given(DOCUMENTS, st.lists(st.integers(1, 5), min_size=12, max_size=12))
def test_parts_are_the_whole(found: list[tuple[str | None, str]], sizes: list[int]) -> None:
    one_by_one = [count_terms(document, TERMS, "部门") for document in documents(found)]
    parts, left = [], list(one_by_one)
    for size in sizes:
        if left:
            parts.append(summed(left[:size]))
            left = left[size:]
    assert list(TermCounts(TERMS, parts, "部门").rows()) == list(
        TermCounts(TERMS, one_by_one, "部门").rows()
    )
    for row in TermCounts(TERMS, parts, "部门").rows():
        texts = [text for year, text in found if (year or None) == row["group"]]
        assert row["count"] == sum(text.count(row["term"]) for text in texts)
        assert row["documents"] == sum(row["term"] in text for text in texts)


def test_a_field_that_no_part_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fields, "ENOUGH", 4)
    looked_at = []

    def parts(*names: str) -> object:
        for name in names:
            made = [Document("a", "经济", meta={name: "x"})] * 3
            looked_at.append(name)
            yield summed(map(partial(count_terms, terms=TERMS, field="部门"), made))

    with pytest.raises(UnknownFieldError, match=r"no document has the field '部门'; there are: .*机关"):
        TermCounts(TERMS, parts("机关", "单位", "局"), "部门")
    assert looked_at == ["机关", "单位"]
    groups = TermCounts(TERMS, parts("机关", "部门"), "部门").groups
    assert sum(group.documents for group in groups.values()) == 6


def test_terms_in_other_writings_are_counted_apart() -> None:
    """A search finds what is written so; what stands there otherwise is told."""
    text = "人工\n　　智能与AI、ai、ＡＩ应用。人工智能＋行动，人工智能+制造。"
    terms = ("AI", "人工智能", "人工智能+", "制造", "没有")
    found = [count_terms(Document(name, text), terms) for name in "ab"]
    counted = TermCounts(terms, found)
    assert [row["count"] for row in counted.rows()] == [2, 4, 2, 2, 0]
    assert counted.otherwise == {"AI": 4, "人工智能": 2, "人工智能+": 2}
    assert TermCounts(terms, [summed(found)]).otherwise == counted.otherwise
    both = ("AI", "ai")
    assert TermCounts(both, [count_terms(Document("a", text), both)]).otherwise == {"AI": 1}


def test_letters_within_a_word_are_no_other_writing() -> None:
    """In bilingual pages "ai" stands in mail and said; a name of two words is broken by a line end."""
    text = "E-mail: a@b.cn，有关部门 said。AIGC 与 ai、AI。Big\nData，又 big data"
    counted = TermCounts(("AI", "big data"), [count_terms(Document("a", text), ("AI", "big data"))])
    assert counted.otherwise == {"AI": 1, "big data": 1}


def test_other_writings_are_looked_for_in_the_time_of_reading() -> None:
    """Blanks by the ten thousand, as a table that was padded has them, come without a line end."""
    text = " " * 200_000 + "AI" + "\n" * 200_000 + "ai"
    assert TermCounts(("AI",), [count_terms(Document("a", text), ("AI",))]).otherwise == {"AI": 1}
