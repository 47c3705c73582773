"""The promise that nothing is lost: edits compose, replay and undo, whatever the text."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.composition import compact, replay
from policytext.document import Document, Edit
from policytext.revision import (
    Change,
    RestoreError,
    Settled,
    TextRule,
    as_read,
    restore,
    revise,
    run_rules,
    runs,
    spans_as_read,
    undo,
)

Passes = list[tuple[str, list[Change]]]


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, list[tuple[str, Passes]]]:
    """A text and steps of passes of arbitrary changes, each fitting the text it will meet."""
    original = text = draw(st.text(alphabet="ab,\n產业", max_size=12))
    steps = []
    for name in draw(st.lists(st.sampled_from(["repair", "normalize"]), max_size=4)):
        passes: Passes = []
        for rule in draw(st.lists(st.sampled_from(["x", "y", "z"]), max_size=3)):
            cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
            spans = list(dict.fromkeys(zip(cuts[::2], cuts[1::2], strict=False)))
            changes = [Change(a, b, draw(st.text(alphabet="cd", max_size=3))) for a, b in spans]
            passes.append((rule, changes))
            for change in reversed(changes):
                text = text[: change.start] + (change.after or "") + text[change.end :]
        steps.append((name, passes))
    return original, steps


@given(histories())
def test_any_history_can_be_undone(history: tuple[str, list[tuple[str, Passes]]]) -> None:
    original, steps = history
    document = Document.of(original)
    for step, passes in steps:
        expected = document.text
        for _, changes in passes:
            for change in reversed(changes):
                expected = expected[: change.start] + (change.after or "") + expected[change.end :]
        document = revise(document, step, passes)
        assert document.text == expected
    assert restore(document).text == original
    text = original
    for run in runs(document.edits):
        assert all(a.end <= b.start for a, b in pairwise(run))
        assert all(text[e.start : e.end] == e.before for e in run)
        before, text = text, replay(text, run)
        smaller = [compact(before, text, run), compact(before, text, run, mixed=True)]
        assert [undo(text, small) for small in smaller] == [before] * 2
    assert text == document.text


def revised(history: tuple[str, list[tuple[str, Passes]]]) -> tuple[str, Document]:
    original, steps = history
    document = Document.of(original)
    for step, passes in steps:
        document = revise(document, step, passes)
    return original, document


@given(histories().map(revised))
def test_offsets_are_traced_in_order(history: tuple[str, Document]) -> None:
    original, document = history
    places = as_read(document, range(len(document.text) + 1))
    assert places == sorted(places)
    assert all(0 <= place <= len(original) for place in places)


@given(histories().map(revised))
def test_spans_are_traced_to_what_they_were_made_of(history: tuple[str, Document]) -> None:
    original, document = history
    size = len(document.text)
    spans = [(start, end) for start in range(size) for end in range(start + 1, min(size, start + 3) + 1)]
    for (start, end), (first, last) in zip(spans, spans_as_read(document, spans), strict=True):
        assert 0 <= first <= last <= len(original)
        kept = all(edit.before == edit.after or not edit.after for edit in document.edits)
        if kept:  # nothing but deletions: the characters of the span stand in what it was made of
            assert document.text[start] == original[first] and document.text[end - 1] == original[last - 1]


def test_a_changed_text_is_not_restored() -> None:
    document = revise(Document.of("產(chǎn)業"), "repair", [("glosses", [Change(1, 6, "X")])])
    with pytest.raises(RestoreError, match="glosses"):
        restore(replace(document, text="other"))


def test_what_cannot_be_undone_is_remarked_in_input_offsets() -> None:
    document = revise(
        Document.of("(a)錕斤拷"),
        "repair",
        [("glosses", [Change(0, 3, "")]), ("lost", [Change(0, 3, None, note="gone")])],
    )
    assert [(r.start, r.end, r.text, r.reason) for r in document.remarks] == [(3, 6, "錕斤拷", "gone")]


def test_a_remark_goes_only_when_all_of_its_text_is_changed() -> None:
    lost = ("lost", [Change(3, 6, None, note="gone")])
    for changed, remarks in (
        (Change(0, 1, ""), 1),
        (Change(3, 5, "x"), 1),
        (Change(3, 6, "x"), 0),
        (Change(2, 7, "x"), 0),
    ):
        document = revise(Document.of("abc錕斤拷d"), "repair", [lost, ("found", [changed])])
        assert len(document.remarks) == remarks, changed


def test_rules_settle_when_each_has_seen_the_text_as_it_is() -> None:
    looks: list[tuple[str, str]] = []

    def replacing(name: str, old: str, new: str) -> TextRule:
        def find(text: str) -> list[Change]:
            looks.append((name, text))
            return [Change(at, at + 1, new) for at, character in enumerate(text) if character == old]

        return TextRule(name, "", "", find)

    rules = [replacing("b", "b", "c"), replacing("a", "a", "b"), replacing("x", "x", "y")]
    assert run_rules(Document.of("a"), "repair", [Settled(rules)]).text == "c"
    assert looks == [("b", "a"), ("a", "a"), ("x", "b"), ("b", "b"), ("a", "c"), ("x", "c"), ("b", "c")]


def test_rules_that_never_settle_have_so_many_turns() -> None:
    swap = TextRule("swap", "", "", lambda text: [Change(0, 1, "b" if text == "a" else "a")])
    assert run_rules(Document.of("a"), "repair", [Settled([swap], 3)]).text == "b"


@pytest.mark.parametrize(("gap", "count"), [("a" * 69, 1), ("a" * 70, 2), ("业" * 23, 1), ("业" * 24, 2)])
def test_edits_are_joined_where_that_is_smaller(gap: str, count: int) -> None:
    edits = [Edit("repair", ("x",), at, at + 1, "产", "産") for at in (0, 1 + len(gap))]
    assert len(compact(f"产{gap}产", f"産{gap}産", edits)) == count
