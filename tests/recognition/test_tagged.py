"""How the finds of rules and tagger are settled: each threshold is noticed where it is changed."""

from __future__ import annotations

import pytest

from policytext.analysis import entities
from policytext.language.nametagger.spans import Kind, Span
from policytext.language.reading import Reading
from policytext.recognition.model import Entity
from policytext.recognition.tagged import settled


def names(text: str, found: list[Entity], *tagged: Span, posts: tuple[Entity, ...] = ()) -> list[str]:
    edges = {at for post in posts for at in (post.start, post.end)}
    return [e.text for e in settled(Reading(text), found, tagged, edges, frozenset())]


@pytest.mark.parametrize(("kind", "sure"), [("PER", 0.5), ("LOC", 0.7), ("ORG", 0.7)])
def test_added_from(kind: Kind, sure: float) -> None:
    text = "这天柯林顿指出"
    assert names(text, [], Span(2, 5, kind, sure + 0.01)) == ["柯林顿"]
    assert names(text, [], Span(2, 5, kind, sure - 0.01)) == []


@pytest.mark.parametrize(("kind", "sure"), [("PER", 0.6), ("LOC", 0.7), ("ORG", 0.95)])
def test_stands_instead_from(kind: Kind, sure: float) -> None:
    text = "后来司马安平指出"
    rule = [Entity(4, 6, "安平", kind)]
    assert names(text, rule, Span(2, 6, "PER", sure + 0.01)) == ["司马安平"]
    assert names(text, rule, Span(2, 6, "PER", sure - 0.01)) == ["安平"]


def test_a_person_is_formed_as_names_are_or_the_tagger_is_sure() -> None:
    text = "后来小泽晴川的，杨舍镇的"
    assert names(text, [], Span(2, 6, "PER", 0.76)) == ["小泽晴川"]
    assert names(text, [], Span(2, 6, "PER", 0.74)) == []
    assert names(text, [], Span(8, 11, "PER", 0.74)) == []


def test_an_office_that_no_table_has() -> None:
    text = "市文旅广体局开会"
    assert names(text, [], Span(0, 6, "ORG", 0.86)) == ["市文旅广体局"]
    assert names(text, [], Span(0, 6, "ORG", 0.84)) == []


def test_a_person_that_the_rules_have_for_two() -> None:
    rules = [Entity(0, 2, "泽仁", "PER"), Entity(2, 4, "邓珠", "PER")]
    assert names("泽仁邓珠汇报", rules, Span(0, 4, "PER", 0.9)) == ["泽仁邓珠"]
    assert names("泽仁邓珠汇报", rules, Span(0, 3, "PER", 0.9)) == ["泽仁", "邓珠"]


def test_the_items_of_a_list_of_works_are_no_people() -> None:
    assert [e.text for e in entities("加快黄蒿界、唐家沟等煤矿建设") if e.type == "PER"] == []


def test_a_part_of_what_a_rule_finds_does_not_stand() -> None:
    rule = [Entity(0, 4, "日本政府", "ORG")]
    assert names("日本政府允诺", rule, Span(0, 2, "LOC", 1.0)) == ["日本政府"]


def test_a_verb_after_a_place_is_no_part_of_it() -> None:
    rule = [Entity(0, 3, "安庆市", "LOC")]
    assert names("安庆市建设机场", rule, Span(0, 7, "LOC", 1.0)) == ["安庆市"]


def test_two_bodies_are_not_made_one() -> None:
    text = "安平县财政局安平县教育局"
    rules = [Entity(0, 6, text[:6], "ORG"), Entity(6, 12, text[6:], "ORG")]
    assert names(text, rules, Span(0, 12, "ORG", 1.0)) == [text[:6], text[6:]]


def test_a_person_beside_a_post_stands() -> None:
    post = Entity(0, 2, "市长", "POST")
    assert names(
        "市长李明华强", [Entity(2, 5, "李明华", "PER")], Span(2, 6, "PER", 1.0), posts=(post,)
    ) == ["李明华"]


def test_who_found_it_is_said() -> None:
    text = "安平县县长李明华会见了玛丽亚·冈萨雷斯。"
    found = {e.text: e.found_by for e in entities(text) if e.type in ("PER", "LOC")}
    assert found["李明华"] == found["安平县"] == "rule"
    assert all(e.found_by == "rule" for e in entities(text, names="rules"))


def test_a_code_only_for_the_whole_name() -> None:
    text = "这天在东莞和奥巴马"
    found = settled(Reading(text), [], [Span(3, 5, "LOC", 1.0), Span(6, 9, "LOC", 1.0)], (), frozenset())
    assert [(e.text, e.normalized) for e in found] == [("东莞", "441900"), ("奥巴马", "")]


def test_a_word_of_the_dictionary_is_shown_to_be_a_person_or_all_but_certain() -> None:
    assert names("开拓库姆塔格市场", [], Span(2, 6, "PER", 0.97)) == []
    assert names("开拓库姆塔格市场", [], Span(2, 6, "PER", 0.99)) == ["库姆塔格"]
    assert names("开拓张献忠市场", [], Span(2, 5, "PER", 0.97)) == ["张献忠"]
    assert names("后来丘吉尔指出", [], Span(2, 5, "PER", 0.69)) == ["丘吉尔"]


def test_a_person_that_nothing_beside_it_shows_must_be_surer() -> None:
    assert names("这天和钱明贵的", [], Span(3, 6, "PER", 0.69)) == []
    assert names("这天和钱明贵的", [], Span(3, 6, "PER", 0.71)) == ["钱明贵"]
    assert names("被告人苟某、兰明贵的", [], Span(6, 9, "PER", 0.69)) == ["兰明贵"]
    assert names("苟某、兰明贵的", [], Span(3, 6, "PER", 0.69)) == []


@pytest.mark.parametrize(
    "text",
    [
        "推进沈白高铁建设",
        "建成沈白、凌绥等4条高速",
        "支持赛力斯、奕斯伟等企业",
        "民企赛力斯扩产",
        "打造“黎从榕”平台",
    ],
)
def test_lines_and_companies_are_no_people(text: str) -> None:
    for name in ("沈白", "赛力斯", "黎从榕"):
        if (at := text.find(name)) >= 0:
            assert names(text, [], Span(at, at + len(name), "PER", 0.95)) == []


def test_a_dot_joins_what_is_tagged_on_both_sides() -> None:
    text = "楷模布茹玛汗·毛勒朵到了"
    assert names(text, [], Span(2, 5, "PER", 1.0), Span(7, 10, "PER", 1.0)) == ["布茹玛汗·毛勒朵"]
    body = "中国科学院大连化学物理研究所"
    rules = [Entity(0, 5, body[:5], "ORG"), Entity(5, 14, body[5:], "ORG")]
    assert names(body, rules, Span(0, 14, "ORG", 1.0)) == [body]
