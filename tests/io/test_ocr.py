"""Recognised pages: marked with their confidence, doubtful ones said. The models are an extra."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from pdf_maker import make_pdf
from samples import make_picture

from policytext.document import Document, LeftOut
from policytext.io.read import read
from policytext.io.readers import ocr, sandbox
from policytext.io.readers.ocr import DOUBTFUL


class Found(NamedTuple):
    boxes: Sequence[Sequence[tuple[float, float]]] | None
    txts: Sequence[str]
    scores: Sequence[float]


def engine(monkeypatch: pytest.MonkeyPatch, *lines: tuple[str, float]) -> None:
    """Stands in for the models: finds these lines, one below the other, in any picture."""
    tops = range(40, 40 + 60 * len(lines), 60)
    boxes = [
        [(40, top), (40 + 20 * len(text), top), (40 + 20 * len(text), top + 20), (40, top + 20)]
        for top, (text, _) in zip(tops, lines, strict=True)
    ]
    found = Found(boxes or None, [text for text, _ in lines], [score for _, score in lines])
    monkeypatch.setattr(ocr, "_engine", lambda: lambda _: found)


def scanned() -> bytes:
    """A PDF of two pages: one of text, one that is a picture of two by two pixels."""
    raw = make_pdf([[(90, 700, "关于印发方案的通知")], []])
    picture = b"q 400 0 0 600 90 100 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \0\377\0\377 EI Q\n"
    empty = b"<</Length 0>>stream\nendstream"
    return raw.replace(empty, b"<</Length %d>>stream\n%sendstream" % (len(picture), picture))


def test_a_scanned_page_is_recognised_and_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "here", True)
    engine(monkeypatch, ("各县（区）人民政府：", 0.95), ("第二行", 0.99))
    (item,) = read(stdin=io.BytesIO(scanned()))
    assert isinstance(item, Document)
    assert item.text == "关于印发方案的通知\n各县（区）人民政府：\n第二行"
    assert item.meta == {"pages": 2, "ocr": [{"page": 2, "confidence": 0.959}]}


@pytest.mark.parametrize(("score", "said"), [(DOUBTFUL, False), (DOUBTFUL - 0.01, True)])
def test_a_doubtful_page_is_said(monkeypatch: pytest.MonkeyPatch, score: float, said: bool) -> None:
    engine(monkeypatch, ("各县（区）人民政府：", score))
    document, *problems = read(stdin=io.BytesIO(make_picture()))
    assert isinstance(document, Document)
    assert document.meta == {"ocr": [{"page": 1, "confidence": score}]}
    assert ["check it against" in str(item) for item in problems] == [True] * said


def test_a_picture_without_text(monkeypatch: pytest.MonkeyPatch) -> None:
    engine(monkeypatch)
    (item,) = read(stdin=io.BytesIO(make_picture()))
    assert str(item) == "standard input: no text was recognised in this picture"


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "here", True)
    ocr._engine.cache_clear()
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    (item,) = read(stdin=io.BytesIO(make_picture()))
    assert str(item) == 'standard input: picture needs rapidocr: pip install "policytext[ocr]"'
    document, problem = read(stdin=io.BytesIO(scanned()))
    assert isinstance(document, Document) and document.text == "关于印发方案的通知"
    assert (
        str(problem)
        == 'standard input: page 2 is a picture: pip install "policytext[ocr]" to have it recognised'
    )


def test_pictures_in_folders_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine(monkeypatch, ("通知", 0.9))
    (tmp_path / "a.png").write_bytes(make_picture())
    (tmp_path / "a.txt").write_text("通知", "utf-8")
    left, page = read([tmp_path])
    assert isinstance(left, LeftOut) and left.group == ".png"
    assert isinstance(page, Document)
    assert isinstance(next(read([tmp_path / "a.png"])), Document)
