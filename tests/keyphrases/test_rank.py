"""What each weight and threshold of the ranking does."""

from __future__ import annotations

import inspect
import math
from typing import Any

import pytest
from cases import cases, read_cases

from policytext.analysis import keywords
from policytext.keyphrases import candidates as finding
from policytext.keyphrases import features, forms, lexicon, places, rank
from policytext.keyphrases.candidates import candidates
from policytext.keyphrases.features import FEATURES, Features, learned
from policytext.keyphrases.places import headings, lead, masked, measured
from policytext.keyphrases.rank import Ranking
from policytext.language.reading import Reading
from policytext.resources import rows


@cases(__file__, "measures.json")
def test_a_measure(case: dict[str, Any]) -> None:
    """The feature has this `value` for the phrase in this text."""
    reading = Reading(case["text"])
    features = Features(case.get("title", ""), reading)
    found = features(candidates(reading)[case["phrase"]], features.knows(case["phrase"]))
    measured_ = dict(zip(FEATURES, found, strict=True))[case["feature"]]
    assert measured_ == pytest.approx(case["value"], abs=1e-4)


@cases(__file__, "candidate_cases.json")
def test_what_is_a_candidate(case: dict[str, Any]) -> None:
    found = set(candidates(Reading(case["text"])))
    assert found.issuperset(case.get("has", ()))
    assert found.isdisjoint(case.get("not", ()))


@cases(__file__, "threshold_cases.json")
def test_what_a_threshold_decides(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """A text `gains` and `loses` phrases where the threshold is `changed`; those that it `has` stay."""

    def found() -> set[str]:
        ranking = Ranking("", Reading(case["text"]))
        is_of_all = case["threshold"] in ("rank.OWN", "rank.ABSTRACT")  # of how they are chosen
        return {*(ranking.chosen(20) if is_of_all else ranking.scores)}

    usual = found()
    monkeypatch.setattr(f"policytext.keyphrases.{case['threshold']}", case["changed"])
    has, gains, loses = (set(case.get(key, ())) for key in ("has", "gains", "loses"))
    assert (has | loses) <= usual and not gains & usual
    assert (has | gains) <= found() and not loses & found()


def test_what_is_rare_in_official_text_says_more() -> None:
    reading = Reading("深水网箱和营商环境。")
    features, found = Features("", reading), candidates(reading)
    at = FEATURES.index("informative")
    rare, common = (features(found[phrase], True)[at] for phrase in ("深水网箱", "营商环境"))
    assert rare > common


def test_every_measure_has_a_weight_and_a_case() -> None:
    assert {row[0] for row in rows("keyphrase_weights.tsv")} == set(FEATURES)
    assert {case["feature"] for case in read_cases(__file__, "measures.json")} | {"informative"} == set(
        FEATURES
    )


def test_weights_count() -> None:
    """Each weight by itself: a phrase with more of what is measured has a score as much higher."""
    for at, weight in enumerate(learned("document")):
        weights = [0.0] * len(FEATURES)
        weights[at] = weight
        reading = Reading("深水网箱。" * 3)
        features = Features("", reading)
        found = features(candidates(reading)["深水网箱"], False)
        assert Ranking("", reading, weights).scores["深水网箱"] == pytest.approx(
            math.exp(weight * found[at])
        )


def test_an_abstract_has_weights_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "深水网箱。" * 3
    scores = Ranking("", Reading(text)).scores
    assert scores == Ranking("", Reading(text), learned("abstract")).scores
    monkeypatch.setattr(rank, "ABSTRACT", len(text) - 1)
    assert Ranking("", Reading(text)).scores == Ranking("", Reading(text), learned("document")).scores


def test_a_short_text_of_several_lines_is_no_abstract() -> None:
    text = "推动海洋牧场建设。\n海洋牧场是新业态。\n请落实。"
    assert Ranking("", Reading(text)).scores == Ranking("", Reading(text), learned("document")).scores


def test_a_verb_with_a_term_behind_it_counts_less_than_the_term() -> None:
    scores = Ranking("", Reading("发展新质生产力。因地制宜发展新质生产力。新质生产力。")).scores
    assert scores["发展新质生产力"] < 0.6 * scores["新质生产力"]


@cases(__file__, "masked_cases.json")
def test_what_says_nothing_of_the_matter_is_masked(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[start:end] for start, end in masked(text)] == case["masked"]
    reading = Reading(case["masked"][0])
    assert not candidates(reading, tuple(masked(reading.text)))


def test_a_long_line_is_no_heading() -> None:
    assert headings(f"一、{'渔场' * 20}") == ""
    assert headings("第三章 远洋渔场") == "第三章 远洋渔场"


@pytest.mark.parametrize(
    ("first", "size", "heading"),
    [(24, 80, True), (25, 80, False), (24, 79, False)],  # LONGEST_TOPIC, PARAGRAPH
)
def test_a_short_first_sentence_of_a_paragraph_is_its_heading(first: int, size: int, heading: bool) -> None:
    topic = "渔" * first
    assert headings(f"{topic}。{'港' * (size - first - 2)}。") == (topic if heading else "")


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


def test_how_long_a_lead_is(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "渔场。" * 10
    assert lead(text) == 30
    monkeypatch.setattr("policytext.keyphrases.places.LONGEST_LEAD", 20)
    assert lead(text) == 20
    monkeypatch.setattr("policytext.keyphrases.places.SHORTEST_LEAD", 31)
    assert lead(text) == 0


def test_what_is_kept_of_words_and_phrases_does_not_grow_with_a_crawl() -> None:
    for module in (finding, features, forms, lexicon, places, rank):
        for function in vars(module).values():
            is_kept = getattr(function, "__module__", "") == module.__name__ and hasattr(
                function, "cache_info"
            )
            if is_kept and function.cache_parameters()["maxsize"] is None:
                parameters = inspect.signature(function).parameters
                assert parameters.keys() <= {"length"}, function  # a document or an abstract


def test_a_text_is_a_bulletin_if_it_has_a_figure_every_fifty_characters_and_eight() -> None:
    figure = "客运量5万人。"
    long = figure + "。" * (49 - len(figure))
    assert measured(long * 8)
    assert not measured((long + "。") * 8)
    assert not measured(long * 7)


def test_an_indicator_of_a_bulletin_counts_three_times(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = Reading("公路客运量5万人，稳中求进。" * 8)
    told = Ranking("", reading).scores["公路客运量"]
    monkeypatch.setattr(places, "FIGURES", 0)
    assert told == pytest.approx(3 * Ranking("", reading).scores["公路客运量"])
