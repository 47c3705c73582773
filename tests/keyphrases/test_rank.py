"""What each weight and threshold of the ranking does."""

from __future__ import annotations

import inspect
import math
from dataclasses import dataclass

import pytest

from policytext.analysis import keywords
from policytext.keyphrases import candidates as finding
from policytext.keyphrases import features, forms, lexicon, places, rank
from policytext.keyphrases.candidates import candidates
from policytext.keyphrases.features import FEATURES, Features, learned
from policytext.keyphrases.places import headings, lead, masked, measured
from policytext.keyphrases.rank import Ranking
from policytext.language.reading import Reading
from policytext.resources import rows


@dataclass(frozen=True)
class Case:
    """The measure is `value` for the phrase in this text."""

    feature: str
    value: float
    text: str
    phrase: str
    title: str = ""


LEAD = "为做好今年的工作，现就深水网箱的有关事项通知如下，请认真研究，贯彻落实执行。"

CASES = (
    Case("count", math.log(3), "深水网箱。" * 3, "深水网箱"),
    Case("known_count", math.log(3), "营商环境。" * 3, "营商环境"),
    Case("known_count", 0, "深水网箱。" * 3, "深水网箱"),
    Case("free", math.log(0.75 + 1e-3), "深水网箱。", "深水网箱"),
    Case("title", 1, "深水网箱。", "深水网箱", title="深水网箱的通知"),
    Case("heading", 1, "一、深水网箱", "深水网箱"),
    Case("headed", math.log(0.36), "营商环境。", "营商环境"),
    Case("headed", math.log(0.05), "深水网箱。", "深水网箱"),  # _UNHEADED
    Case("lead", 1, LEAD, "深水网箱"),
    Case("lead", 0, f"稻谷。\n{LEAD}\n捕捞。", "捕捞"),
    Case("early", 0.5, "为了稻田，稻谷。为了", "稻谷"),
    Case("quoted", 1, "办好“深水网箱”。", "深水网箱"),
    Case("word", 1, "稻谷。", "稻谷"),
    Case("two", 1, "稻谷。", "稻谷"),
    Case("four", 1, "深水网箱。", "深水网箱"),
    Case("six", 1, "深水网箱渔场。", "深水网箱渔场"),
    Case("term", 1, "营商环境。", "营商环境"),
    Case("once", 1, "海岛旅游码头。", "海岛旅游码头"),
    Case("once", 0, "海岛旅游码头。" * 2, "海岛旅游码头"),
    Case("verb_first", 1, "捕捞深海对虾。", "捕捞深海对虾"),
    Case("verb_last", 1, "对虾捕捞。", "对虾捕捞"),
    Case("common_first", 1, "企业码头。", "企业码头"),
    Case("inner_first", 1, "工作渔船。" * 3, "工作渔船"),
    Case("inner_inside", 1, "渔港主要码头。", "渔港主要码头"),
    Case("inner_last", 1, "示范应用。" * 3, "示范应用"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.feature}-{case.phrase}")
def test_a_measure(case: Case) -> None:
    reading = Reading(case.text)
    features = Features(case.title, reading)
    found = features(candidates(reading)[case.phrase], features.knows(case.phrase))
    assert dict(zip(FEATURES, found, strict=True))[case.feature] == pytest.approx(case.value)


def test_what_is_rare_in_official_text_says_more() -> None:
    reading = Reading("深水网箱和营商环境。")
    features, found = Features("", reading), candidates(reading)
    at = FEATURES.index("informative")
    rare, common = (features(found[phrase], True)[at] for phrase in ("深水网箱", "营商环境"))
    assert rare > common


def test_every_measure_has_a_weight_and_a_case() -> None:
    assert {row[0] for row in rows("keyphrase_weights.tsv")} == set(FEATURES)
    assert {case.feature for case in CASES} | {"informative"} == set(FEATURES)


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


def test_a_short_text_of_several_lines_is_no_abstract() -> None:
    text = "推动海洋牧场建设。\n海洋牧场是新业态。\n请落实。"
    assert Ranking("", Reading(text)).scores == Ranking("", Reading(text), learned("document")).scores


def test_in_an_abstract_one_place_of_its_own_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "供应链金融。供应链金融。供应链。"
    assert {"供应链金融", "供应链"} <= {k.keyword for k in keywords(text)}
    monkeypatch.setattr(rank, "ABSTRACT", len(text) - 1)
    assert not {"供应链金融", "供应链"} <= {k.keyword for k in keywords(text)}


def test_a_verb_with_a_term_behind_it_counts_less_than_the_term() -> None:
    scores = Ranking("", Reading("发展新质生产力。因地制宜发展新质生产力。新质生产力。")).scores
    assert scores["发展新质生产力"] < 0.6 * scores["新质生产力"]


def test_how_often_makes_a_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "深水网箱基地。" * 4 + "深水网箱。"
    assert "深水网箱" not in Ranking("", Reading(text)).scores
    monkeypatch.setattr(rank, "PIECE", 0.9)
    assert "深水网箱" in Ranking("", Reading(text)).scores


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


def test_agencies_cut_into_words_are_none() -> None:
    text = "农业农村部、住房城乡建设部牵头。农业农村部要管好远洋渔场，人力资源社会保障部配合。"
    found = [k.keyword for k in keywords(text)]
    assert found[0] == "远洋渔场"
    assert not any(part in keyword for keyword in found for part in ("农村", "城乡", "社会保障"))


def test_a_word_bound_to_its_neighbour_is_part_of_the_term(monkeypatch: pytest.MonkeyPatch) -> None:
    """特定 is an adverb to the tagger, 代 a measure, 应用 a word of any document."""
    text = "特定目的信托，集中代收付业务，示范应用。" * 3
    found = candidates(Reading(text))
    assert {"特定目的信托", "集中代收付业务", "示范应用"} <= set(found)
    monkeypatch.setattr("policytext.keyphrases.candidates.TOGETHER", 4)
    assert not {"特定目的信托", "集中代收付业务", "示范应用"} & set(candidates(Reading(text)))
    monkeypatch.undo()
    others = "特定人群。特定对象。示范。应用。应用。" * 2
    assert not {"特定目的信托", "示范应用"} & set(candidates(Reading(text + others)))
    monkeypatch.setattr("policytext.keyphrases.candidates.ALWAYS", 0.3)
    assert {"特定目的信托", "示范应用"} <= set(candidates(Reading(text + others)))


def test_names_in_quotation_marks_are_one() -> None:
    found = candidates(Reading("推行“双随机、一公开”监管，深化“人工智能+”行动。"))
    assert {"双随机、一公开", "人工智能+"} <= set(found)


def test_a_government_is_part_of_a_term_and_no_body() -> None:
    found = candidates(Reading("建设法治政府。省政府、各级政府要化解政府债务。"))
    assert {"法治政府", "政府债务"} <= set(found)
    assert len(found["政府债务"].starts) == 1
    assert "政府" not in {k.keyword for k in keywords("省政府、各级政府、政府。")}


def test_a_sentence_that_ends_with_a_colon_is_no_addressee() -> None:
    text = "各区人民政府：\n为做好渔场保护，防止过度捕捞，现将有关事项通知如下：\n一、渔场"
    assert [text[a:b] for a, b in masked(text)] == ["各区人民政府："]


def test_what_is_cited_and_recited_is_masked() -> None:
    text = "以习近平新时代中国特色社会主义思想为指导，根据《中华人民共和国渔业法》（海政发〔2024〕3号）"
    assert [text[a:b] for a, b in masked(text)] == [
        "以习近平新时代中国特色社会主义思想为指导",
        "《中华人民共和国渔业法》",
        "海政发〔2024〕",
    ]


def test_how_long_a_lead_is(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "渔场。" * 10
    assert lead(text) == 30
    monkeypatch.setattr("policytext.keyphrases.places.LONGEST_LEAD", 20)
    assert lead(text) == 20
    monkeypatch.setattr("policytext.keyphrases.places.SHORTEST_LEAD", 31)
    assert lead(text) == 0


def test_how_many_words_are_the_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = Reading("渔船。网箱码头海岛渔港稻谷渔场海洋渔船。")
    words = [word.text for word in reading.words[2:-1]]
    assert "".join(words[:6]) in candidates(reading)
    assert "".join(words[:7]) not in candidates(reading)
    monkeypatch.setattr("policytext.keyphrases.candidates.LONGEST", 7)
    assert "".join(words[:7]) in candidates(reading)


def test_wrong_places_are_terms() -> None:
    assert "城市绿化" in {k.keyword for k in keywords("城市绿化。城市绿化条例。")}
    assert not {k.keyword for k in keywords("石洋镇。石洋镇。")}


def test_in_a_long_text_what_stands_once_must_stand_out(monkeypatch: pytest.MonkeyPatch) -> None:
    filling = "为了这些，他们要去。" * 3
    text = f"一、海岛旅游码头\n{filling}\n渔港补给码头。办好“深海渔港码头”。营商环境。"
    once = {"海岛旅游码头", "渔港补给码头", "深海渔港码头", "营商环境"}
    assert once <= set(Ranking("", Reading(text)).scores)
    monkeypatch.setattr(rank, "LONG", len(text) - 1)
    assert once - set(Ranking("", Reading(text)).scores) == {"渔港补给码头"}


def test_words_of_time_and_place_that_name_something() -> None:
    found = candidates(Reading("银行间债券市场。事中事后监管。西部大开发。未来产业。"))
    assert {"银行间债券市场", "事中事后监管", "西部大开发", "未来产业"} <= set(found)
    assert not {"间债券市场", "银行间"} & set(found)


def test_a_text_that_begins_like_a_surname_begins_with_no_name() -> None:
    assert {"高新技术企业", "金融风险"} <= set(candidates(Reading("高新技术企业。金融风险。")))
    assert "金融风险" in candidates(Reading("金融风险。"))


def test_a_word_that_ends_phrases_is_bound_to_nothing() -> None:
    assert not {"县级以上", "以上"} & set(candidates(Reading("县级以上渔港。" * 4)))


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
