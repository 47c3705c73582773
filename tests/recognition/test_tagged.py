"""How the finds of rules and tagger are settled: each threshold is noticed where it is changed."""

from __future__ import annotations

from typing import Any

from cases import cases

from policytext.analysis import entities
from policytext.language.nametagger.spans import Span
from policytext.language.reading import Reading
from policytext.recognition.model import Entity
from policytext.recognition.tagged import settled


@cases(__file__, "tagged.json")
def test_what_is_found(case: dict[str, Any]) -> None:
    """What is `tagged` in a text, each with its type and how sure the tagger is, settled with what `rules`
    find there."""
    text = case["text"]

    def span(name: str) -> tuple[int, int]:
        return text.index(name), text.index(name) + len(name)

    tagged = [Span(*span(name), *told) for name, told in case["tagged"].items()]
    rules = [Entity(*span(name), name, kind) for name, kind in case.get("rules", {}).items()]
    edges = {at for post in case.get("posts", ()) for at in span(post)}
    assert [e.text for e in settled(Reading(text), rules, tagged, edges, frozenset())] == case["found"]


def test_who_found_it_is_said() -> None:
    text = "安平县县长李明华会见了玛丽亚·冈萨雷斯。"
    found = {e.text: e.found_by for e in entities(text) if e.type in ("PER", "LOC")}
    assert found["李明华"] == found["安平县"] == "rule"
    assert all(e.found_by == "rule" for e in entities(text, names="rules"))


def test_a_code_only_for_the_whole_name() -> None:
    text = "这天在东莞和奥巴马"
    found = settled(Reading(text), [], [Span(3, 5, "LOC", 1.0), Span(6, 9, "LOC", 1.0)], (), frozenset())
    assert [(e.text, e.normalized) for e in found] == [("东莞", "441900"), ("奥巴马", "")]


def test_a_name_is_as_sure_as_where_the_text_has_it_most_surely() -> None:
    text = "报青绿债券委员会，经青绿债券委员会同意后管理"
    spans = [Span(1, 8, "ORG", 0.6), Span(10, 17, "ORG", 0.95)]
    assert [e.start for e in settled(Reading(text), [], spans, (), frozenset())] == [1, 10]
    assert not settled(Reading(text), [], spans[:1], (), frozenset())
