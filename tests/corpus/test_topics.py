"""Topics that were planted come back, the same every time."""

from __future__ import annotations

import random

import pytest

from policytext.corpus.matrix import matrix
from policytext.corpus.topics import Model, NoTopicsError, Topics, content_words, find_topics
from policytext.document import Document

SUBJECTS = {
    "2023": ("海洋", "港口", "航运", "渔业", "船舶", "码头"),
    "2024": ("教师", "学生", "课程", "学校", "教材", "招生"),
    "2025": ("医院", "医生", "药品", "患者", "护理", "诊疗"),
}


def documents() -> list[Document]:
    rng = random.Random(4)
    return [
        Document(f"{year}-{n}", "，".join(rng.choices(words, k=40)) + "。", meta={"year": year})
        for year, words in SUBJECTS.items()
        for n in range(8)
    ]


def found(k: int | None, model: Model = "lda") -> Topics:
    with matrix((words.id, words.counts) for words in map(content_words, documents())) as cells:
        return find_topics(cells, k, model)


@pytest.mark.parametrize("model", ["lda", "nmf"])
def test_planted_topics_come_back(model: Model) -> None:
    topics = found(3, model)
    terms = {frozenset(term for term, _ in topics.best(topic, 6)) for topic in range(3)}
    assert terms == {frozenset(words) for words in SUBJECTS.values()}
    shares = {(row["doc_id"], row["topic"]): row["share"] for row in topics.document_rows()}
    assert all(max(shares[d.id, topic] for topic in (1, 2, 3)) > 0.9 for d in documents())


def test_the_same_seed_gives_the_same_topics() -> None:
    assert list(found(3).rows()) == list(found(3).rows())


def test_the_most_coherent_number_is_taken() -> None:
    assert len(found(None).coherence) == 5
    assert all(-1 <= value <= 1 for value in found(3).coherence)


def test_topics_by_group() -> None:
    topics = found(3)
    rows = list(topics.group_rows([document.meta["year"] for document in documents()]))
    best = {row["group"]: row["topic"] for row in rows if row["share"] > 0.9}
    assert set(best) == set(SUBJECTS)
    assert len(set(best.values())) == 3
    assert {row["documents"] for row in rows} == {8}


def test_a_document_without_words_has_no_shares_and_counts_for_nothing() -> None:
    counted = [*((words.id, words.counts) for words in map(content_words, documents())), ("empty", {})]
    with matrix(counted) as cells:
        topics = find_topics(cells, 3)
    assert topics.without_terms() == ["empty"]
    assert {row["share"] for row in topics.document_rows() if row["doc_id"] == "empty"} == {None}
    assert list(topics.rows()) == list(found(3).rows())
    groups = [*(document.meta["year"] for document in documents()), "none"]
    assert "none" not in {row["group"] for row in topics.group_rows(groups)}


@pytest.mark.parametrize("counts", [[], [{"港口": 3}], [{"港口": 3}, {"港口": 1}]])
def test_too_little_for_topics_is_said(counts: list[dict[str, int]]) -> None:
    with (
        matrix((str(number), words) for number, words in enumerate(counts)) as cells,
        pytest.raises(NoTopicsError, match="at most 50% of them"),
    ):
        find_topics(cells, 2)
