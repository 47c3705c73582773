"""A kind of input or a format of output is one entry; these tests name what was forgotten besides."""

from __future__ import annotations

import gzip
import io
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from formats_page import PAGE, page
from samples import SAMPLES, TEXT

from policytext.document import Document
from policytext.io.formats import FORMATS, Format
from policytext.io.kinds import KINDS, Kind
from policytext.io.read import read
from policytext.io.readers.sniff import sniff
from policytext.io.write import open_documents, open_tables
from policytext.schema import Column, Table

ROOT = Path(__file__).parents[2]
TABLE = Table("t", (Column("text", "string", "the text"),))
KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
FORMAT = pytest.mark.parametrize("entry", FORMATS.values(), ids=FORMATS)


def texts(path: Path) -> list[str]:
    items = list(read([path]))
    assert [item for item in items if not isinstance(item, Document)] == []
    return [item.text for item in items if isinstance(item, Document)]


class Recogniser:
    """Stands in for the models, which are an extra."""

    boxes = (((40, 40), (360, 40), (360, 60), (40, 60)),)
    txts = (TEXT,)
    scores = (0.9,)

    def __call__(self, _: object) -> Recogniser:
        return self


@pytest.fixture(autouse=True)
def _recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policytext.io.readers.ocr._engine", Recogniser)


def test_every_kind_has_a_sample() -> None:
    assert set(SAMPLES) == set(KINDS), "tests/io/samples.py: make a sample of the kind"


@KIND
def test_a_sample_of_every_suffix_is_read(kind: Kind, tmp_path: Path) -> None:
    for suffix in kind.suffixes:
        path = tmp_path / f"a{suffix}"
        path.write_bytes(SAMPLES[kind.name]())
        assert any(TEXT in text for text in texts(path)), suffix
    packed = tmp_path / f"b{kind.suffixes[0]}.gz"
    packed.write_bytes(gzip.compress(SAMPLES[kind.name]()))
    assert any(TEXT in text for text in texts(packed))


@KIND
def test_a_kind_is_told_by_how_it_begins(kind: Kind) -> None:
    raw = SAMPLES[kind.name]()
    if raw.startswith(kind.starts or b"\0", kind.at):
        assert sniff(raw) == kind.name
    assert any(isinstance(i, Document) and TEXT in i.text for i in read(stdin=io.BytesIO(raw)))


@KIND
def test_the_extra_of_a_kind_can_be_installed(kind: Kind) -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert not kind.extra or kind.extra in extras, "pyproject.toml: name the extra"


def test_no_suffix_has_two_entries() -> None:
    for entries in (KINDS.values(), FORMATS.values()):
        seen = Counter(suffix for entry in entries for suffix in entry.suffixes)  # type: ignore[attr-defined]
        assert [suffix for suffix, times in seen.items() if times > 1] == []


def test_every_file_of_readers_with_a_reader_is_registered() -> None:
    files = (ROOT / "policytext" / "io" / "readers").glob("*.py")
    readers = {path.stem for path in files if "\ndef read(" in path.read_text("utf-8")}
    assert readers == {kind.module for kind in KINDS.values()}


@FORMAT
def test_every_format_writes_what_it_says_and_where(entry: Format, tmp_path: Path) -> None:
    for place in entry.places:
        path = tmp_path / ("folder" if place == "folder" else f"a{(*entry.suffixes, '')[0]}")
        out = io.BytesIO()
        target = None if place == "stdout" else path
        if entry.documents and place != "folder":
            with open_documents(target, entry.name, stdout=out) as write:
                write(Document("a", TEXT))
        if entry.tables:
            with open_tables(target, [TABLE], entry.name, stdout=out) as sink:
                sink.write("t", {"text": TEXT})
        assert TEXT in out.getvalue().decode() if place == "stdout" else path.exists()


def test_every_module_of_a_format_is_there() -> None:
    for entry in FORMATS.values():
        assert entry.documents or entry.tables
        assert not entry.documents or callable(entry.document_writer())
        assert not entry.tables or callable(entry.table_writer())


def test_the_page_on_formats_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tests/io/formats_page.py"
