"""Reprints are found, and the original is the one that counts."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from policytext.corpus import duplicates, minhash
from policytext.corpus.duplicates import Duplicate, find_duplicates, mark_duplicates
from policytext.document import Document

pytest.importorskip("rensa")

ARTICLE = "".join(
    f"第{n}项任务由{office}牵头落实，{deadline}前完成，年底对账考核。"
    for n, (office, deadline) in enumerate(
        (office, deadline)
        for office in ("市教育局", "市财政局", "市水利局", "市商务局")
        for deadline in ("三月底", "六月底", "九月底")
    )
)
OTHER = "".join(f"{year}年全市粮食总产{year - 1000}万斤，比上年略有增加。" for year in range(2001, 2020))


def test_exact_and_near_reprints_are_marked() -> None:
    documents = [
        Document("a", ARTICLE),
        Document("b", OTHER),
        Document("c", ARTICLE.replace("，", ",").replace("。", "。\n")),
        Document("d", "（本报讯）" + ARTICLE + "（据海州日报）"),
    ]
    found = find_duplicates(documents)
    assert {place: duplicate.original for place, duplicate in found.items()} == {2: "a", 3: "a"}
    assert found[2].similarity == 1.0
    assert 0.85 <= found[3].similarity < 1.0
    marked = list(mark_duplicates(documents, found))
    assert [document.meta.get("duplicate_of") for document in marked] == [None, None, "a", "a"]
    assert [document.text for document in marked] == [document.text for document in documents]


@pytest.mark.parametrize(
    ("first", "second", "original"),
    [
        ({}, {}, "first"),
        ({"date_published": "2024-03-05"}, {"date_published": "2024-03-01"}, "second"),
        ({}, {"date_published": "2024-03-01"}, "second"),
        ({"source_name": "海州日报"}, {}, "second"),
        ({"source_name": "海州日报", "date_published": "2024-03-01"}, {}, "first"),
        ({"date_published": "2024年10月1日"}, {"发布日期": "2024年9月1日"}, "second"),
    ],
)
def test_the_earliest_then_the_source_is_the_original(
    first: dict[str, str], second: dict[str, str], original: str
) -> None:
    documents = [Document("first", ARTICLE, meta=first), Document("second", ARTICLE, meta=second)]
    assert [duplicate.original for duplicate in find_duplicates(documents).values()] == [original]


def test_an_official_host_is_the_original() -> None:
    mirror = Document("mirror", ARTICLE, source="https://mirror.example/1.html")
    office = Document("office", ARTICLE, source="https://www.haizhou.gov.cn/1.html")
    of_record = Document("record", ARTICLE, "a.jsonl", meta={"url": "https://www.haizhou.gov.cn/1.html"})
    for other in (office, of_record):
        assert {d.original for d in find_duplicates([mirror, other]).values()} == {other.id}


def test_short_texts_must_be_the_same() -> None:
    documents = [Document("a", "特此通知。"), Document("b", "特此公告。"), Document("c", "特此通知")]
    assert list(find_duplicates(documents)) == [2]


def test_documents_without_text_repeat_nothing() -> None:
    texts = ["", " \n", "——", "关于防火工作的通知", "。", "关于防火工作的通知。"]
    assert dict(find_duplicates([Document(str(n), text) for n, text in enumerate(texts)])) == {
        5: Duplicate("3", 1.0)
    }


@pytest.mark.skipif(sys.platform == "win32", reason="there its files have names until it ends")
def test_a_run_that_is_killed_leaves_no_sketches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def documents() -> Iterator[Document]:
        yield Document("a", ARTICLE)
        left.extend(tmp_path.iterdir())  # what is there now is there when nothing more is done

    left: list[Path] = []
    find_duplicates(documents())
    assert left == []


def test_empty_input() -> None:
    assert find_duplicates([]) == {}


def text_of(seed: int, changes: int = 0) -> str:
    """A text of 400 characters, and the same with some of them changed, evenly spread."""
    characters = random.Random(seed).choices("".join(map(chr, range(0x4E00, 0x5E00))), k=400)
    for n in range(changes):
        characters[(2 * n + 1) * 400 // (2 * changes)] = "变"
    return "".join(characters)


def test_how_similarity_is_estimated() -> None:
    """Of 395 sequences of six characters four changes break 24: a Jaccard similarity of 371 in 419."""
    (found,) = find_duplicates([Document("a", text_of(1)), Document("b", text_of(1, 4))], 0.5).values()
    assert found.similarity == pytest.approx(371 / 419, abs=0.03)


def test_how_many_pairs_are_looked_at() -> None:
    documents = [Document(str(n), text_of(n, changes)) for n in range(30) for changes in (0, 16)]
    assert 4 <= len(find_duplicates(documents, 0.3)) <= 10


def test_from_which_length_nearly_the_same_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [Document("a", text_of(1)[:45]), Document("b", text_of(1)[:45] + "完")]
    assert len(find_duplicates(documents)) == 1
    monkeypatch.setattr(minhash, "SHORTEST", 47)
    assert not find_duplicates(documents)
    assert (
        len(find_duplicates([Document("a", text_of(1)[:39]), Document("b", text_of(1)[:39] + "完")])) == 0
    )


def test_groups_are_the_same_however_many_texts_are_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(8)
    documents = [
        Document(str(n), text_of(rng.randrange(25), rng.choice((0, 0, 4, 9, 16, 40))), f"{n}.txt")
        for n in range(150)
    ]
    documents += [
        Document(f"s{n}", f"短文{n % 7}号", meta={"source_name": "甲" * (n % 3)}) for n in range(30)
    ]
    rng.shuffle(documents)
    together = find_duplicates(documents, 0.6)
    assert 100 < len(together) < 170
    for batch in (1, 7, 60):
        monkeypatch.setattr(minhash, "BATCH", batch)
        assert find_duplicates(documents, 0.6) == together


def grouped_one_by_one(documents: list[Document], threshold: float) -> list[set[str]]:
    """The groups by their definition: each document beside every first of a group that shares a key."""
    texts = [duplicates.fingerprint(document).text for document in documents]
    places, keys = minhash.keys_of(texts)
    keys_of = [set(keys[places == place].tolist()) for place in range(len(texts))]
    sketches = [np.frombuffer(text.sketch, "<u4") for text in texts]
    group_of: list[int] = []
    for place, text in enumerate(texts):
        same = [group_of[n] for n in range(place) if texts[n].digest == text.digest]
        firsts = [n for n in range(place) if group_of[n] == n and keys_of[n] & keys_of[place]]
        likest = max(((np.mean(sketches[n] == sketches[place]), -n) for n in firsts), default=(0.0, 0))
        group_of.append(same[0] if same else -likest[1] if likest[0] >= threshold else place)
    groups: dict[int, set[str]] = {}
    for document, group in zip(documents, group_of, strict=True):
        groups.setdefault(group, set()).add(document.id)
    return [group for group in groups.values() if len(group) > 1]


@pytest.mark.parametrize("threshold", [0.5, 0.7, 0.85])
def test_groups_are_what_they_are_defined_to_be(threshold: float) -> None:
    rng = random.Random(threshold)
    documents = [
        Document(str(n), text_of(rng.randrange(12), rng.choice((0, 3, 6, 9, 14, 20, 30))))
        for n in range(200)
    ]
    rng.shuffle(documents)
    found: dict[str, set[str]] = {}
    for place, duplicate in find_duplicates(documents, threshold).items():
        found.setdefault(duplicate.original, {duplicate.original}).add(documents[place].id)
    expected = grouped_one_by_one(documents, threshold)
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, expected))
    assert len(expected) > 12


def test_how_many_texts_are_in_memory() -> None:
    assert minhash.BATCH == 20_000


def test_the_usual_threshold() -> None:
    """A tenth of a page that was added leaves it a reprint; one in four does not."""
    random.seed(3)
    letters = [chr(random.randrange(0x4E00, 0x9000)) for _ in range(2000)]
    page, added = "".join(letters[:1000]), "".join(letters[1000:])
    for more, repeats in ((100, True), (250, False)):
        documents = [Document("a", page), Document("b", page + added[:more])]
        assert bool(find_duplicates(documents)) is repeats


def test_the_notice_of_each_year_repeats_none() -> None:
    """With its own number; a copy of it repeats it, however like the first year's is."""
    said = "各单位要做好森林防火工作，落实责任，加强值守，储备物资，开展演练，严格管控野外火源。" * 5
    notices = [
        Document(name, f"关于森林防火的通知\n青林发〔{year}〕{number}号\n各县：\n{said}\n{year}年9月1日")
        for name, year, number in (("a", 2022, 8), ("b", 2023, 7), ("c", 2023, 7), ("d", 2022, 8))
    ]
    found = find_duplicates(notices)
    assert {at: duplicate.original for at, duplicate in found.items()} == {2: "b", 3: "a"}
