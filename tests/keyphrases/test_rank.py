"""What each weight and threshold of the ranking does."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from policytext.analysis import keywords
from policytext.keyphrases import rank
from policytext.keyphrases.candidates import candidates
from policytext.keyphrases.places import headings, masked
from policytext.keyphrases.rank import WEIGHTS, Ranking, Weights
from policytext.language.reading import Reading


@dataclass(frozen=True)
class Case:
    """The weight makes the phrase's score `factor` times what it is with the weight at `neutral`."""

    weight: str
    neutral: float
    factor: float
    text: str
    phrase: str
    title: str = ""


CASES = (
    Case("title", 0.0, 2.5, "深水网箱。", "深水网箱", title="深水网箱的通知"),
    Case("heading", 0.0, 1.6, "一、深水网箱", "深水网箱"),
    Case("early", 0.0, 1.3, "深水网箱。", "深水网箱"),
    Case("spread", 0.0, 1 + 0.4 * 5 / 10, "深水网箱。" * 2, "深水网箱"),
    Case("repeats", 0.0, 3**0.9, "深水网箱。" * 3, "深水网箱"),
    Case("words", 0.0, 2**0.5, "深水网箱。", "深水网箱"),
    Case("free", 0.0, 0.75**0.5, "深水网箱。", "深水网箱"),
    Case("word", 1.0, 0.35, "稻谷。", "稻谷"),
    Case("verb", 1.0, 0.3, "捕捞。", "捕捞"),
    Case("verb_first", 1.0, 0.4, "捕捞深海对虾。", "捕捞深海对虾"),
    Case("once", 1.0, 0.4, "海岛旅游码头。", "海岛旅游码头"),
)


def score(case: Case, weights: Weights) -> float:
    return Ranking(case.title, Reading(case.text), weights)._scores[case.phrase]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.weight)
def test_a_weight_counts(case: Case) -> None:
    factor = score(case, WEIGHTS) / score(case, WEIGHTS._replace(**{case.weight: case.neutral}))
    assert factor == pytest.approx(case.factor)


def test_every_weight_has_a_case() -> None:
    assert {case.weight for case in CASES} == set(Weights._fields)


def test_a_piece_of_one_longer_phrase_is_no_keyword() -> None:
    text = "重点监视防御区。" * 3
    found = {k.keyword for k in keywords(text)}
    assert "重点监视防御区" in found
    assert not found & {"监视防御区", "防御区", "重点监视"}


def test_a_phrase_with_places_of_its_own_stays_beside_the_longer_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "供应链金融。供应链金融。供应链。供应链。供应链。"
    assert {"供应链金融", "供应链"} <= {k.keyword for k in keywords(text)}
    monkeypatch.setattr(rank, "OWN", 0.7)
    assert not {"供应链金融", "供应链"} <= {k.keyword for k in keywords(text)}


def test_in_an_abstract_one_place_of_its_own_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "供应链金融。供应链金融。供应链。"
    assert {"供应链金融", "供应链"} <= {k.keyword for k in keywords(text)}
    monkeypatch.setattr(rank, "ABSTRACT", len(text) - 1)
    assert not {"供应链金融", "供应链"} <= {k.keyword for k in keywords(text)}


def test_a_verb_with_a_term_behind_it_counts_less_than_the_term() -> None:
    scores = Ranking("", Reading("发展新质生产力。因地制宜发展新质生产力。新质生产力。"))._scores
    assert scores["发展新质生产力"] < 0.5 * scores["新质生产力"]


def test_how_often_makes_a_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "深水网箱基地。" * 4 + "深水网箱。"
    assert "深水网箱" not in Ranking("", Reading(text))._scores
    monkeypatch.setattr(rank, "PIECE", 0.9)
    assert "深水网箱" in Ranking("", Reading(text))._scores


def test_agencies_places_and_kinds_of_documents_are_no_keywords() -> None:
    text = "广东省财政厅和广州市人民政府制定办法。财政厅的实施办法。广州市的远洋渔场。"
    found = {k.keyword for k in keywords(text)}
    assert "远洋渔场" in found
    assert not any("广州" in keyword or keyword.endswith(("厅", "政府", "办法")) for keyword in found)


def test_the_name_of_a_document_in_its_marks_is_one() -> None:
    assert "远洋渔场管理办法" in {k.keyword for k in keywords("执行《远洋渔场管理办法》。")}


def test_lines_around_the_matter_are_masked() -> None:
    lines = [
        "关于渔场的通知",
        "海政发〔2024〕3号",
        "各县人民政府：",
        "请保护渔场。",
        "（此件公开发布）",
        "某市水利局",
    ]
    text = "\n".join(lines)
    assert [text[a:b] for a, b in masked(text)] == [lines[1], lines[2], lines[4], lines[5]]
    assert not candidates(Reading("各县人民政府："), tuple(masked("各县人民政府：")))


def test_a_long_line_is_no_heading() -> None:
    assert headings(f"一、{'渔场' * 20}") == ""
    assert headings("第三章 远洋渔场") == "第三章 远洋渔场"


def test_renaming_places_and_people_renames_keywords() -> None:
    """Province, city, bureau and people say nothing about what a document is about."""
    page = (
        "{0}{1}{2}关于支持低空经济的通知\n{0}各市：\n{3}指出，{1}要发展低空经济，建设通用机场。"
        "{2}负责通用机场的航空油料。{1}的航空油料充足。市长{3}主持会议。\n{1}{2}\n2024年5月6日"
    )
    places = (("广东省", "广州市"), ("浙江省", "杭州市"), ("贵州省", "遵义市"), ("甘肃省", "兰州市"))
    offices = ("科技局", "教育局", "交通运输局", "水利局")
    people = ("王建国", "李志强", "赵文华", "陆景川")
    found = {
        tuple(k.keyword for k in keywords(page.format(*place, office, person), 5))
        for place, office, person in zip(places, offices, people, strict=True)
    }
    assert len(found) == 1
    assert {"低空经济", "通用机场", "航空油料"} <= set(found.pop())


def test_agencies_cut_into_words_are_none() -> None:
    text = "农业农村部、住房城乡建设部牵头。农业农村部要管好远洋渔场，人力资源社会保障部配合。"
    found = [k.keyword for k in keywords(text)]
    assert found[0] == "远洋渔场"
    assert not any(part in keyword for keyword in found for part in ("农村", "城乡", "社会保障"))
