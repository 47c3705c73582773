"""Two versions of a document: every clause of both is accounted for, once."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.versions import alignment
from policytext.versions.alignment import compare, word_changes
from policytext.versions.clauses import clauses

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
    monkeypatch.setattr(alignment, name, 0.3)
    assert found(pair[1]) == {kind}


@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.lists(st.sampled_from(SENTENCES), max_size=8))
def test_every_clause_of_both_versions_is_listed_once(old: list[str], new: list[str]) -> None:
    found = compare(law(old), law(new))
    assert [c.new for c in found if c.new] == clauses(law(new))
    assert sorted(c.old.start for c in found if c.old) == [c.start for c in clauses(law(old))]
    for comparison in found:
        before, after = (clause.body if clause else "" for clause in (comparison.old, comparison.new))
        assert "".join(b for b, _ in comparison.changes) == before
        assert "".join(a for _, a in comparison.changes) == after


@given(st.text("节水办法规定，。\n第一二条", max_size=60))
def test_a_version_is_itself(text: str) -> None:
    assert all(found.kind == "same" for found in compare(text, text))
    assert word_changes(text, text) == [(text, text)] * bool(text)
