"""What holds of any text, however nasty: no step fails, all can be undone, and records survive JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NoReturn

from hypothesis import example, given, settings
from hypothesis import strategies as st

from policytext import Document, clean, entities, header, keywords
from policytext.document import Edit
from policytext.io.records import from_record, to_line, to_record
from policytext.revision import restore, runs, undo

PIECES: list[str] = json.loads((Path(__file__).parent / "texts" / "nasty.json").read_text("utf-8"))
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=24).map("".join)


@settings(max_examples=120)
@given(TEXTS, TEXTS)
@example("\r", "")
@example("“￿\u200d", "a\rb")
def test_cleaning_can_be_undone_and_written_down(text: str, title: str) -> None:
    document = Document("x", text, title=title)
    cleaned = clean(document)
    assert restore(cleaned).text == text
    now = cleaned.text
    for run in reversed(runs(cleaned.edits)):
        now = undone(now, run)
    assert now == text
    read = from_record(strict(to_line(to_record(cleaned))), "", "")
    assert read.text == cleaned.text
    assert restore(read).text == text
    assert restore(read).title == title


@settings(max_examples=120)
@given(TEXTS)
def test_what_is_found_stands_in_the_text(text: str) -> None:
    document = Document("x", text)
    for entity in entities(document):
        assert 0 <= entity.start < entity.end <= len(text)
        assert text[entity.start : entity.end] == entity.text
    for keyword in keywords(document):
        assert 0 < keyword.score <= 1
    header(document)


def undone(text: str, run: list[Edit]) -> str:
    """The text before a step; its edits are in order, apart, and true."""
    before = undo(text, run)
    at = 0
    for edit in run:
        assert at <= edit.start <= edit.end <= len(before)
        assert before[edit.start : edit.end] == edit.before
        at = edit.end
    return before


def strict(line: str) -> object:
    """JSON as the standard has it: no NaN, no Infinity."""

    def refuse(name: str) -> NoReturn:
        raise ValueError(name)

    return json.loads(line, parse_constant=refuse)
