"""What a page is made of: words in two languages, bounded passages, drawings that keep names apart."""

from __future__ import annotations

import re

import pytest
from made_corpus import notices, page_of

from policytext.pipeline import RULES
from policytext.report.document_summary import summarized
from policytext.report.drawing import HEIGHT, WIDTH, Node, network
from policytext.report.evidence import SHOWN, SHOWN_OF_GROUP, WINDOW, Evidence, Term
from policytext.report.sections import cloud
from policytext.report.sections.targets import LEAST
from policytext.resources import rows


def test_every_key_has_words_in_both_languages() -> None:
    for key, english, chinese in rows("report_words.tsv"):
        assert chinese, key
        assert english or key.startswith("rule:")
        assert set(re.findall(r"\{(\w+)", english)) in (set(), set(re.findall(r"\{(\w+)", chinese))), key


def test_every_rule_has_a_chinese_name() -> None:
    assert {f"rule:{rule.name}" for rule in RULES} <= {row[0] for row in rows("report_words.tsv")}


def test_passages_are_bounded_and_of_many_documents() -> None:
    """10,000 documents stay under five megabytes with these."""
    assert (SHOWN, SHOWN_OF_GROUP, WINDOW, LEAST) == (8, 3, 28, 3)
    evidence = Evidence()
    evidence.ask("发展", Term("发展"), total=1000, documents=18)
    for number, document in enumerate(notices()):
        evidence.look(number, summarized(document, frozenset()))
    passages = evidence.exhibits[0].groups[""].passages
    assert len({passage.document for passage in passages}) == len(passages) == SHOWN
    assert all(len(passage.left) <= WINDOW and len(passage.right) <= WINDOW for passage in passages)


def test_names_in_a_network_do_not_lie_on_others() -> None:
    nodes = [Node(f"关键词第{n}号", n + 1, 1 + n % 3, f"p{n}") for n in range(40)]
    ties = [
        (nodes[n].name, nodes[(7 * n + 1) % 40].name, 1.0 + n)
        for n in range(1, 40)
        if (7 * n + 1) % 40 != n
    ]
    drawn = str(network(nodes, ties, "…"))
    places = [(float(x), float(y)) for x, y in re.findall(r'<text x="(-?[\d.]+)" y="(-?[\d.]+)"', drawn)]
    assert len(places) == 40
    wide, tall = 7 * 14 * 0.8, 10
    close = [
        (one, other)
        for at, one in enumerate(places)
        for other in places[at + 1 :]
        if abs(one[0] - other[0]) < wide and abs(one[1] - other[1]) < tall
    ]
    assert not close
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT + 20 for x, y in places)


def test_the_same_corpus_makes_the_same_page() -> None:
    assert page_of(notices()) == page_of(notices())


def test_a_word_cloud_is_drawn_or_says_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("wordcloud")
    monkeypatch.setattr(cloud, "FONTS", ("no-such-font.ttc",))
    assert "No Chinese font was found" in page_of(notices(), ["cloud"])
    with pytest.raises(cloud.FontError, match="no-such-font"):
        page_of(notices(), ["cloud"], font="no-such-font.ttc")
    monkeypatch.undo()
    if cloud.found_font():
        page = page_of(notices(), ["cloud"])
        assert re.search(r'<a href="#p\d+" class="k0"><text x="\d+" y="\d+" style="font-size:\d+px">', page)
