"""Two versions of a document: every clause of both is accounted for, once."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.versions import alignment, pairing
from policytext.versions.alignment import compare, word_changes
from policytext.versions.clauses import Clause, clauses

SENTENCES = (
    "为了保护水资源，制定本办法。",
    "用水单位应当安装计量设施，并保证正常运行。",
    "县级以上水行政主管部门负责节水工作的监督管理。",
    "鼓励再生水用于园林绿化和道路清扫。",
    "违反本办法的，责令限期改正，处一千元以上五千元以下罚款。",
    "本办法自公布之日起施行。",
)
NUMERALS = "一二三四五六七八九十"


def law(sentences: list[str]) -> str:
    return "\n".join(f"第{NUMERALS[n]}条　{sentence}" for n, sentence in enumerate(sentences))


def kinds(old: list[str], new: list[str]) -> list[tuple[str, str, str]]:
    return [
        (found.kind, found.old.number if found.old else "", found.new.number if found.new else "")
        for found in compare(law(old), law(new))
    ]


def test_renumbered_clauses_are_the_same() -> None:
    new = [SENTENCES[0], "国家推行节水制度。", *SENTENCES[1:3]]
    assert kinds(list(SENTENCES[:3]), new) == [
        ("same", "第一条", "第一条"),
        ("added", "", "第二条"),
        ("same", "第二条", "第三条"),
        ("same", "第三条", "第四条"),
    ]


def test_moved_and_deleted_clauses_are_told_from_new_ones() -> None:
    found = kinds(list(SENTENCES), [*SENTENCES[:2], SENTENCES[4], SENTENCES[2], SENTENCES[5]])
    assert Counter(kind for kind, _, _ in found) == {"same": 4, "moved": 1, "deleted": 1}
    assert ("deleted", "第四条", "") in found


def test_what_changed_inside_a_clause_is_shown_by_words() -> None:
    changed = SENTENCES[1].replace("计量设施", "智能计量设施").replace("，并保证正常运行", "")
    [found] = [
        c
        for c in compare(law([*SENTENCES]), law([SENTENCES[0], changed, *SENTENCES[2:]]))
        if c.kind == "changed"
    ]
    assert "".join(before for before, _ in found.changes) == SENTENCES[1]
    assert "".join(after for _, after in found.changes) == changed
    assert ("，并保证正常运行", "") in found.changes


def test_a_document_without_articles_goes_by_paragraphs() -> None:
    old, new = "会议指出，成绩来之不易。\n要抓好防汛。", "会议指出，成绩来之不易。\n要抓好防汛抗旱。"
    assert [found.kind for found in compare(old, new)] == ["same", "changed"]


HALVES = ("用水单位应当安装计量设施，并保证正常运行。", "逾期未缴纳水费的，按日加收滞纳金。")


@given(st.integers(0, 5), st.integers(0, 5), st.booleans())
def test_a_split_and_a_merge_are_told_wherever_they_are(at: int, to: int, with_words: bool) -> None:
    whole = "".join(HALVES)
    parts = [HALVES[0], ("用水单位" if with_words else "") + HALVES[1]]
    around = [sentence for sentence in SENTENCES if sentence not in HALVES]
    one, several = [*around[:at], whole, *around[at:]], [*around[:to], *parts, *around[to:]]
    place, numbers = (
        f"第{NUMERALS[min(at, len(around))]}条",
        [f"第{NUMERALS[min(to, len(around)) + n]}条" for n in range(2)],
    )
    for old, new, found in (
        (one, several, ("split", place, "、".join(numbers))),
        (several, one, ("merged", "、".join(numbers), place)),
    ):
        changes = [change for change in kinds(old, new) if change[0] not in ("same", "moved")]
        assert changes == [found]


def test_a_part_that_is_new_is_no_part() -> None:
    new = [*SENTENCES[:2], "水价由市人民政府制定并公布。", *SENTENCES[2:]]
    assert Counter(kind for kind, _, _ in kinds(list(SENTENCES), new)) == {"same": 6, "added": 1}


@given(st.permutations(range(4)), st.integers(0, 3))
def test_a_clause_that_goes_to_the_front_is_what_moved(changed: list[int], keep: int) -> None:
    old = list(SENTENCES[:5])
    rest = [s[:-1] + "，具体办法另行制定。" if n in changed[:keep] else s for n, s in enumerate(old[:4])]
    found = kinds(old, [old[4], *rest])
    assert [kind for kind, _, _ in found].count("moved") == 1
    assert ("moved", "第五条", "第一条") in found


@pytest.mark.parametrize(("name", "kind"), [("ALIKE", "changed"), ("MOVED", "moved")])
def test_how_alike_versions_of_a_clause_are(name: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    base = SENTENCES[2][:-1]
    half = base[: len(base) // 2] + "的事项由其他法律另行作出规定"
    most = base + "和指导工作"
    pair = {"ALIKE": (most, half), "MOVED": (most, half)}[name]

    def found(version: str) -> set[str]:
        old = [SENTENCES[0], base + "。", *SENTENCES[3:]]
        new = [SENTENCES[0], version, *SENTENCES[3:]]
        if kind == "moved":
            new = [version, SENTENCES[0], *SENTENCES[3:]]
        return {c.kind for c in compare(law(old), law(new))} - {"same"}

    assert found(pair[0]) == {kind}
    assert found(pair[1]) == {"added", "deleted"}
    monkeypatch.setattr(pairing if name == "ALIKE" else alignment, name, 0.3)
    assert found(pair[1]) == {kind}


def assert_listed_once(listed: list[Clause], wanted: list[Clause]) -> None:
    assert "".join(clause.said for clause in listed) == "".join(clause.said for clause in wanted)
    assert sum(clause.parts for clause in listed) == len(wanted)


@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.lists(st.sampled_from(SENTENCES), max_size=8))
def test_every_clause_of_both_versions_is_listed_once(old: list[str], new: list[str]) -> None:
    found = compare(law(old), law(new))
    assert_listed_once([c.new for c in found if c.new], clauses(law(new)))
    assert_listed_once(sorted((c.old for c in found if c.old), key=lambda c: c.start), clauses(law(old)))
    for comparison in found:
        before, after = (clause.body if clause else "" for clause in (comparison.old, comparison.new))
        assert "".join(b for b, _ in comparison.changes) == before
        assert "".join(a for _, a in comparison.changes) == after


@given(st.text("节水办法规定，。\n第一二条", max_size=60))
def test_a_version_is_itself(text: str) -> None:
    assert all(found.kind == "same" for found in compare(text, text))
    assert word_changes(text, text) == [(text, text)] * bool(text)


@pytest.mark.parametrize("whole", [pairing.WHOLE, 0])
def test_long_documents_pair_first_what_stays_the_same(monkeypatch: pytest.MonkeyPatch, whole: int) -> None:
    monkeypatch.setattr(pairing, "WHOLE", whole)
    new = [SENTENCES[0], "国家推行节水制度。", *SENTENCES[1:4], SENTENCES[4].replace("五千", "一万")]
    assert [kind for kind, _, _ in kinds(list(SENTENCES), new)] == [
        "same", "added", "same", "same", "same", "changed", "deleted",
    ]  # fmt: skip


def test_clauses_that_repeat_thousands_of_times_are_paired_in_one_pass() -> None:  # cells of an annex
    def cells(changed: int) -> list[Clause]:
        said = ("是" if at % 3 else f"第{at + changed * (at % 9 == 0)}项" for at in range(6000))
        return [Clause("", body, at, at) for at, body in enumerate(said)]

    pairs = pairing.paired(cells(0), cells(10_000))
    assert all(pairs[at] == at for at in range(6000) if at % 9)
