"""What a small file gives: its documents, what is wrong with it, and what is said of how it was read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cases import cases
from items import reading


@cases(__file__, "reading_cases.json")
def test_cases(case: dict[str, Any], tmp_path: Path) -> None:
    """Of each document what the case names (null: it has no such field); `said` []: nothing was said."""
    raw = case["content"].encode(case.get("encoding", "utf-8"))
    documents, wrong, said = reading(tmp_path / case["file"], raw, **case.get("settings", {}))
    for document, expected in zip(documents, case["documents"], strict=True):
        held = {"id": document.id, "title": document.title, "text": document.text, "meta": document.meta}
        assert {name: {**document.meta, **held}.get(name) for name in expected} == expected
    assert all(words in problem for problem, words in zip(wrong, case.get("wrong", []), strict=True)), wrong
    assert all(any(words in note for note in said) for words in case.get("said", [])), said
    assert not any(words in note for note in said for words in case.get("unsaid", []))
    assert case.get("said") != [] or said == []
