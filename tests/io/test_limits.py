"""What is packed small and is large, in columns, pages and cells: refused before it is in memory.

Each limit is a share or a multiple of --max-size; here that is one megabyte, and the inputs are a little
larger than they may be.
"""

from __future__ import annotations

import io
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pytest
from items import problems_of, texts_of
from samples import TEXT, make_ods, make_parquet, ods_row, ods_table
from xls_maker import make_xls

from policytext.io.read import read
from policytext.io.readers import pdf, sandbox
from policytext.io.readers.cells import UNPACKED
from policytext.io.readers.parquet import RATIO
from policytext.settings import Settings

MEGABYTE = 1 << 20


def reading(raw: bytes | Path, max_size: int = 1) -> tuple[list[str], list[str]]:
    """The texts of an input, and its problems."""
    paths, stdin = ([raw], None) if isinstance(raw, Path) else ([], io.BytesIO(raw))
    items = list(read(paths, Settings(max_size=max_size), stdin))
    return texts_of(items), [problem.partition(": ")[2] for problem in problems_of(items)]


def drawn(*pages: bytes) -> bytes:
    """A PDF of pages that are drawn so."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for page in pages:
        page = zlib.compress(page, 9)
        number = len(objects) + 1
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(page), page))
        font = b"/Resources<</Font<</F 3 0 R>>>>"
        place = b"/Parent 2 0 R/MediaBox[0 0 600 800]"
        objects.append(b"<</Type/Page%s%s/Contents %d 0 R>>" % (place, font, number))
        kids.append(b"%d 0 R" % (number + 1))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % numbered for numbered in enumerate(objects, 1))
    return b"%%PDF-1.4\n%strailer<</Size %d/Root 1 0 R>>\n" % (body, len(objects) + 1)


SHORT = b"BT /F 12 Tf 50 700 Td (short) Tj ET"


def longer(size: int) -> bytes:
    """A page of one word, and blanks after it."""
    return b"BT /F 12 Tf 50 700 Td (long) Tj ET".ljust(size)


def test_a_page_of_a_pdf_that_is_drawn_with_too_much_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    long = longer(250 << 20)
    monkeypatch.setattr(sandbox, "LEAST", 200 << 20)
    texts, problems = reading(drawn(SHORT, long, SHORT))
    assert (texts[0].split(), problems) == (["short", "short"], [f"page 2: {sandbox.TOO_MUCH}"])


def forms_in_forms(deep: int, wide: int = 10) -> bytes:
    """A PDF of 2 KB whose page draws a form, that one so many others, and so on."""
    named = b"/XObject<<%s>>" % b"".join(b"/X%d %d 0 R" % (n, 5 + n) for n in range(deep))
    bodies = [b"/X%d Do\n" % (n + 1) * wide for n in range(deep - 1)] + [b"0 0 1 1 re f\n"]
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<%s>>" % named
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<<%s>>/Contents 4 0 R>>" % named
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page]
    for head, body in [(b"", b"/X0 Do"), *((form, body) for body in bodies)]:
        objects.append(b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(body), body))
    whole = b"".join(b"%d 0 obj\n%s\nendobj\n" % numbered for numbered in enumerate(objects, 1))
    return b"%%PDF-1.4\n%strailer<</Size %d/Root 1 0 R>>\n" % (whole, len(objects) + 1)


def test_a_pdf_that_draws_without_end_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "LEAST", 150 << 20)
    assert reading(forms_in_forms(3)) == ([], ["no text in this PDF"])
    assert reading(forms_in_forms(9)) == ([], [f"page 1: {sandbox.TOO_MUCH}"])
    assert reading(drawn(SHORT)) == (["short"], [])  # by another process
    monkeypatch.setattr(sandbox, "LEAST", 1 << 40)
    long = drawn(*[b"BT /F 12 Tf 50 700 Td %s ET" % (b"(abcdefghij) Tj " * 60_000)] * 4)
    [problem] = read(stdin=io.BytesIO(long), settings=Settings(timeout=1))
    assert str(problem).endswith("takes longer than 1 s (--timeout)")


def test_a_pdf_has_so_many_characters_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "here", True)
    monkeypatch.setattr(pdf, "PLACED", MEGABYTE // 10)  # ten characters
    texts, problems = reading(drawn(SHORT, SHORT, SHORT, SHORT))
    assert texts[0].split() == ["short"] * 2
    assert problems == [
        "page 3: it and what follows are more than a document may have (--max-size allows more)"
    ]


def test_thresholds_of_size() -> None:
    assert pdf.PLACED == 8
    assert (UNPACKED, sandbox.MEMORY, sandbox.LEAST, sandbox.LOOKS) == (8, 32, 1 << 29, 0.05)
    assert sandbox.KEPT == 1 << 28


def packed_rows(*texts: str, **how: Any) -> bytes:
    return make_parquet([{"标题": "通知", "正文": text} for text in texts], compression="zstd", **how)


TOO_LARGE = "is larger than 1 MB when unpacked (--max-size allows more)"


def test_a_row_of_a_parquet_that_is_too_large_costs_itself() -> None:
    texts, problems = reading(packed_rows(TEXT, "字" * MEGABYTE + "字", TEXT))
    assert (texts, problems) == ([TEXT, TEXT], [f"row 2: {TOO_LARGE}"])


def test_rows_of_a_parquet_that_would_fill_the_memory_cost_themselves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A value that many rows have is stored once: 200 rows of 3 MB are 600 MB."""
    monkeypatch.setattr(sandbox, "LEAST", 300 << 20)
    made = packed_rows(*[TEXT] * 200, *["字" * MEGABYTE] * 200, *[TEXT] * 3, row_group_size=200)
    assert len(made) < 10_000
    texts, problems = reading(made)
    assert (texts, problems) == ([TEXT] * 203, [f"rows 201 to 400: {sandbox.TOO_MUCH}"])


def test_a_text_in_endless_rows_of_a_small_file_ends() -> None:
    """A run of a hundred million equal rows takes no byte, and would be read for days."""
    import pyarrow.ipc

    run = pyarrow.RunEndEncodedArray.from_arrays(pyarrow.array([10**8], "int32"), [TEXT * 100])
    raw = io.BytesIO()
    with pyarrow.ipc.new_file(raw, pyarrow.schema([("text", run.type)])) as writer:
        writer.write(pyarrow.record_batch([run], ["text"]))
    texts, problems = reading(raw.getvalue())
    assert 0 < sum(map(len, texts)) <= MEGABYTE + RATIO * len(raw.getvalue())
    assert len(problems) == 1 and "again and again" in problems[0]


def test_a_parquet_without_headers_of_pages_is_damaged() -> None:
    made = packed_rows(TEXT, use_dictionary=False)
    assert made.index(b"\x15\x00\x15", 4) == 4
    texts, problems = reading(made[:4] + b"\xff" * 40 + made[44:])
    assert texts == []
    assert "this Parquet file is damaged" in problems[0]


def test_damage_in_what_describes_a_column_does_not_end_the_process() -> None:
    """pyarrow, asked about a column whose histogram is not that of an optional one, calls abort."""
    made = packed_rows(TEXT)
    footer = len(made) - 8 - int.from_bytes(made[-8:-4], "little")
    for at in range(footer, footer + 120):
        for bit in (1, 2):
            reading(made[:at] + bytes([made[at] ^ bit]) + made[at + 1 :])


def test_what_a_workbook_unpacks_to_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    path.write_bytes(make_ods(ods_table(ods_row("正文"), ods_row(TEXT))))
    assert reading(path) == ([TEXT], [])
    too_much = "sheet '表': what follows row 2 unpacks to more than 8 MB (--max-size allows more)"
    assert UNPACKED == 8
    blank = " " * (UNPACKED * MEGABYTE)
    path.write_bytes(make_ods(ods_table(ods_row("正文"), ods_row(TEXT), blank)))
    assert reading(path) == ([TEXT], [too_much])
    path.write_bytes(
        make_ods(
            ods_table(
                ods_row("正文"),
                ods_row(TEXT),
                ods_row(TEXT * 9, given=f'table:number-rows-repeated="{1 << 24}"'),
            )
        )
    )
    assert reading(path) == ([TEXT], [too_much])


def test_a_row_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    large = ods_row("字" * (MEGABYTE + 1))
    path.write_bytes(make_ods(ods_table(ods_row("正文"), ods_row(TEXT), large, ods_row(TEXT))))
    assert reading(path) == ([TEXT], [f"sheet '表': what follows row 2 {TOO_LARGE}"])


def test_a_sheet_that_takes_too_much_memory_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two cells at the ends of a sheet are enough: all between them are in memory."""
    path = tmp_path / "a.xls"
    path.write_bytes(make_xls([["标题", "正文"], ["通知", TEXT]]))
    assert reading(path) == ([TEXT], [])
    monkeypatch.setattr(sandbox, "LEAST", 200 << 20)
    path.write_bytes(make_xls([["正文"], [TEXT], *[[]] * 65_000, [*[""] * 255, "末"]]))
    broken = "no text: this workbook is damaged, or asks for more memory than it may have"
    assert reading(path) == ([], [broken])


def test_a_process_that_has_become_large_is_not_kept_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one document left there would count for the next, which is read by itself."""
    first = _process()
    assert _process() == first
    monkeypatch.setattr(sandbox, "KEPT", 1)
    assert _process() == first
    assert _process() != first


def _process() -> str:
    return "".join(sandbox.given_by(subprocess.getoutput, "echo $PPID", settings=Settings()))
