"""An interrupted run goes on where it ended, or says in one sentence why it cannot."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policytext.document import Document
from policytext.io.errors import OutputError
from policytext.io.write import open_documents
from policytext.io.writers.resume import beginning, resuming, unfinished
from policytext.settings import Settings

DOCUMENTS = [
    Document(name, f"正文{n}", meta={"id": 1} if n == 1 else {})
    for n, name in enumerate(["0", "1", "same", "same", "4"])
]


def go_on(output: Path, begun: Mapping[str, Any], stop: int | None = None) -> dict[str, int]:
    """A run that is interrupted after `stop` documents; what an earlier one had written."""
    with resuming(output, begun) as part, open_documents(output, part=part) as write:
        for n, document in enumerate(unfinished(DOCUMENTS, part.finished)):
            if n == stop:
                raise KeyboardInterrupt
            assert isinstance(document, Document)
            write(document)
    return part.finished


def test_an_interrupted_run_goes_on(tmp_path: Path) -> None:
    output, part = tmp_path / "o.jsonl", tmp_path / "o.jsonl.part"
    with pytest.raises(KeyboardInterrupt):
        go_on(output, {}, stop=4)
    assert not output.exists()
    part.write_bytes(part.read_bytes()[:-4])
    assert go_on(output, {}) == {"0": 1, "1": 1, "same": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["o.jsonl"]
    with open_documents(tmp_path / "once.jsonl") as write:
        for document in DOCUMENTS:
            write(document)
    assert output.read_bytes() == (tmp_path / "once.jsonl").read_bytes()
    assert go_on(output, {}) == {}


def test_a_run_that_is_not_the_same_cannot_go_on(tmp_path: Path) -> None:
    output, source = tmp_path / "o.jsonl", tmp_path / "in.txt"
    source.write_text("一", "utf-8")
    settings = Settings(off=frozenset({"b", "a"}))
    begun = beginning([str(source)], settings, command="clean")
    with pytest.raises(KeyboardInterrupt):
        go_on(output, begun, stop=2)
    written = (tmp_path / "o.jsonl.part").read_bytes()
    for other, message in (
        (
            beginning([str(source)], replace(settings, to="taiwan"), command="clean"),
            "'simplified', not 'taiwan'",
        ),
        (beginning([str(source)], settings, command="repair"), "with command 'clean', not 'repair'"),
        (beginning(["-"], settings, command="clean"), "the inputs are not what they were"),
    ):
        with pytest.raises(OutputError, match=message):
            go_on(output, other)
    same = beginning([str(source)], replace(settings, jobs=2, timeout=5), command="clean")
    source.write_text("一二", "utf-8")
    with pytest.raises(OutputError, match="the inputs are not what they were"):
        go_on(output, beginning([str(source)], settings, command="clean"))
    assert (tmp_path / "o.jsonl.part").read_bytes() == written
    assert go_on(output, same) == {"0": 1, "1": 1}


@pytest.mark.skipif(os.name == "nt", reason="locks of POSIX")
def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    with (
        resuming(tmp_path / "o.jsonl", {}),
        pytest.raises(OutputError, match="another run is writing it"),
        resuming(tmp_path / "o.jsonl", {}),
    ):
        pass


def test_only_records_can_be_resumed(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="only a run that writes"):
        go_on(tmp_path / "o.txt", {})
    (tmp_path / "o.jsonl.part").write_text("rubbish\n", "utf-8")
    with pytest.raises(OutputError, match="remove it"):
        go_on(tmp_path / "o.jsonl", {})
    assert (tmp_path / "o.jsonl.part").read_text("utf-8") == "rubbish\n"
    (tmp_path / "o.jsonl.part").write_text('{"id": "a", "text": "b"}\n', "utf-8")
    with pytest.raises(OutputError, match="nothing says how it was begun"):
        go_on(tmp_path / "o.jsonl", {})
