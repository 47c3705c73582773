"""Shared passages: where they stand in both documents, and who else has them."""

from __future__ import annotations

import random

import pytest

from policytext.corpus import reuse
from policytext.corpus.reuse import find_reuse, writers
from policytext.corpus.shared_passages import Borrowing, DatedText

RULES = (
    "用水单位应当建立节水管理制度，安装计量设施并保证其正常运行，按月向主管部门报送用水情况，不得虚报瞒报。",
    "县级以上人民政府应当将再生水利用纳入水资源统一配置，鼓励园林绿化、道路清扫和车辆冲洗优先使用再生水。",
    "新建、改建、扩建建设项目应当制订节水措施方案，节水设施应当与主体工程同时设计、同时施工、同时投入使用。",
)
CHARACTERS = "山水林田湖草沙石路桥河海天地风云雨雪花木金土火日月星辰东南西北春夏秋冬左右前后"


def filler(rng: random.Random, size: int = 300) -> str:
    return "".join(rng.choice(CHARACTERS) for _ in range(size))


def altered(text: str, rng: random.Random) -> str:
    letters = list(text)
    for at in rng.sample(range(len(letters)), len(letters) // 20):
        letters[at] = rng.choice(("", letters[at] * 2, rng.choice(CHARACTERS)))
    return "".join(letters)


def test_planted_passages_are_found_where_they_stand() -> None:
    rng = random.Random(3)
    found = missed = 0
    for _ in range(60):
        rule = rng.choice(RULES)
        one = (filler(rng), rule, filler(rng))
        other = (filler(rng), altered(rule, rng), filler(rng))
        passages, _ = find_reuse(["".join(one), "".join(other)])
        right = [
            p
            for p in passages
            if abs(p.start - len(one[0])) <= 6
            and abs(p.end - len(one[0]) - len(rule)) <= 6
            and abs(p.other_start - len(other[0])) <= 6
        ]
        found += len(right) == len(passages) == 1
        missed += not passages
    assert (found, missed) >= (57, 0)
    assert missed <= 1


def test_nothing_is_shared_by_chance() -> None:
    rng = random.Random(5)
    assert find_reuse([filler(rng, 3000) for _ in range(8)]) == ([], 0)


def test_the_same_text_twice_is_shared_from_end_to_end() -> None:
    """Blanks and marks at its ends, which no clause has, counted as its own in both."""
    text = f"　　{RULES[0]}{RULES[1]}——"
    [passage] = find_reuse([text, text]).passages
    assert passage.sides == ((0, 0, len(text), 1), (1, 0, len(text), 0))
    assert [row["shared"] for row in Borrowing([DatedText(n, "", text) for n in "ab"]).shares()] == [1, 1]
    assert find_reuse([RULES[0][:20]] * 2).passages == []  # a formula


def test_script_and_spaces_do_not_matter() -> None:
    from policytext import Settings, normalize

    traditional = normalize(RULES[1], Settings(to="traditional")).text
    [passage] = find_reuse(["甲。" + RULES[1], "乙。" + "\n".join(traditional)]).passages
    assert passage.end - passage.start >= len(RULES[1]) - 1
    assert passage.similarity == 1.0


def test_what_everybody_writes_is_passed_over_and_said() -> None:
    rng = random.Random(7)
    texts = [filler(rng, 80) + RULES[0] for _ in range(6)]
    assert len(find_reuse(texts, most=6).passages) == 15
    passages, formulae = find_reuse(texts, most=5)
    assert passages == []
    assert formulae > 5


def test_who_has_it_too_and_how_much_was_taken() -> None:
    rng = random.Random(9)
    texts = [filler(rng, 100) + RULES[0], RULES[0] + filler(rng, 100), RULES[0] + RULES[2], RULES[2]]
    passages = find_reuse(texts).passages
    assert sorted(writers(passages)) == [2, 3, 3, 3]
    dated = [DatedText(str(n), f"{2020 + n}", text) for n, text in enumerate(texts)]
    shares = [row["taken"] for row in Borrowing(dated).shares()]
    assert shares[0] == 0.0
    assert shares[3] == pytest.approx(1.0, abs=0.05)
    assert shares[1] == pytest.approx(len(RULES[0]) / len(texts[1]), abs=0.05)


@pytest.mark.parametrize(("name", "value"), [("SHORTEST", 60), ("LEAST", 0.98)])
def test_short_and_unlike_passages_are_left_out(
    name: str, value: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(11)
    texts = [filler(rng) + RULES[0], filler(rng) + altered(RULES[0], rng)]
    assert len(find_reuse(texts).passages) == 1
    monkeypatch.setattr(reuse, name, value)
    assert find_reuse(texts).passages == []


def test_a_passage_goes_on_over_a_gap_but_not_over_a_long_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(11)
    texts = [RULES[0] + filler(rng, 60) + RULES[1], RULES[0] + filler(rng, 60) + RULES[1]]
    assert len(find_reuse(texts).passages) == 2
    monkeypatch.setattr(reuse, "GAP", 80)
    monkeypatch.setattr(reuse, "_MISSED", 0.1)
    monkeypatch.setattr(reuse, "LEAST", 0.5)
    assert len(find_reuse(texts).passages) == 1


def test_a_passage_begins_and_ends_with_a_clause() -> None:
    shared = f"（二）管理要求。{RULES[0]}县财政局"
    texts = [f"已经研究决定，{shared}应当拨款。", f"现将要点印发。{shared}负责监督。"]
    [found] = find_reuse(texts).passages
    assert texts[0][found.start : found.end] == f"（二）管理要求。{RULES[0]}"
    assert texts[1][found.other_start : found.other_end] == f"（二）管理要求。{RULES[0]}"
