"""What a small file gives: its documents, what is wrong with it, and what is said of how it was read."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from cases import cases
from items import reading
from samples import (
    TEXT,
    make_mhtml,
    make_ods,
    make_odt,
    make_package,
    make_word,
    make_workbook,
    make_xlsx,
    ods_cell,
    ods_row,
    ods_table,
    rtf,
    zipped,
)
from xls_maker import compound, make_xls

from policytext.io.errors import Unreadable
from policytext.io.readers.fields import roles
from policytext.settings import Settings


def ods(rows: list[Any], styles: str = "", columns: str = "") -> bytes:
    """An OpenDocument workbook: a row is its cells, perhaps with attributes that are `given`; a cell is its
    text, perhaps with attributes and a type, or an element."""
    made = []
    for row in rows:
        cells, given = (row["cells"], row["given"]) if isinstance(row, dict) else (row, "")
        made.append(ods_row(*(c if isinstance(c, str) else ods_cell(*c) for c in cells), given=given))
    return make_ods(styles + ods_table(columns, *made))


MADE: dict[str, Callable[..., bytes]] = {
    "compound": lambda names: compound(**dict.fromkeys(names, b"")),
    "docx": make_word,
    "mhtml": make_mhtml,
    "ods": ods,
    "odt": make_odt,
    "package": lambda body, main="word/document.xml", parts=(): make_package(
        body, main, [(*part[:3], content_of(part[3], part[2])) for part in parts]
    ),
    "rtf": rtf,
    "workbook": make_workbook,
    "xls": make_xls,
    "xlsx": make_xlsx,
    "zip": lambda **files: zipped({name: text.encode() for name, text in files.items()}),
}
"""What makes a file of its content, by its suffix or name."""


PACKED = {".gz": gzip.compress, ".zst": zstandard.compress}


def content_of(case: Any, file: str) -> bytes:
    """A text as it is written, any other value as JSON, `rows` as the kind of table that the file is; or
    what one of MADE makes."""
    if isinstance(case, str):
        return case.encode()
    if kind := next((kind for kind in MADE if kind in case), None):
        parts = case[kind]
        return MADE[kind](**parts) if isinstance(parts, dict) else MADE[kind](parts)
    if rows := case.get("rows"):
        if file.endswith(".xlsx"):
            return make_workbook([[cell if cell != "" else None for cell in row] for row in rows])
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        return text.getvalue().encode()
    content = case["content"]
    written = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return written.encode(case.get("encoding", "utf-8"))


@cases(__file__, "reading_cases.json", "office_cases.json", "account_cases.json")
def test_cases(case: dict[str, Any], tmp_path: Path) -> None:
    """Of each document what the case names (null: it has no such field); `said` []: nothing was said."""
    own = [case["file"]] if "file" in case else [f"a.{kind}" for kind in MADE if kind in case]
    for file in case.get("files", own):
        raw = PACKED.get(Path(file).suffix, bytes)(content_of(case, file))
        documents, wrong, said = reading(tmp_path / file, raw, **case.get("settings", {}))
        for document, expected in zip(documents, case["documents"], strict=True):
            held = {name: getattr(document, name) for name in ("id", "line", "title", "text")}
            found = {**document.meta, **held, "meta": document.meta}
            assert {name: found.get(name) for name in expected} == expected
        problems = case.get("wrong", [])
        assert all(words in problem for problem, words in zip(wrong, problems, strict=True)), wrong
        assert all(any(words in note for note in said) for words in case.get("said", [])), said
        assert not any(words in note for note in said for words in case.get("unsaid", []))
        assert case.get("said") != [] or said == []


@cases(__file__, "number_formats.json")
def test_number_formats(case: dict[str, Any], tmp_path: Path) -> None:
    """Numbers of a workbook as Excel shows them with a format: days, shares, with their units."""
    code = case["name"].replace('"', "&quot;")
    formats = f'<numFmts><numFmt numFmtId="176" formatCode="{code}"/></numFmts>'
    formats += '<cellXfs><xf numFmtId="0"/><xf numFmtId="176"/></cellXfs>'
    names = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("正文", "数"))
    rows = [
        f'<row><c t="inlineStr"><is><t>{TEXT}</t></is></c><c s="1"><v>{number}</v></c></row>'
        for number, _ in case["shown"]
    ]
    raw = make_xlsx(f"<row>{names}</row>{''.join(rows)}", formats=formats)
    documents, _, _ = reading(tmp_path / "a.xlsx", raw)
    assert [document.meta["数"] for document in documents] == [shown for _, shown in case["shown"]]


@cases(__file__, "roles_cases.json")
def test_roles(case: dict[str, Any]) -> None:
    """Which columns with these names hold the text, the title and facts; null: none holds a text."""
    names = tuple(case["names"])
    if case["roles"] is None:
        with pytest.raises(Unreadable):
            roles(names, Settings())
        return
    found = roles(names, Settings())._asdict()
    found |= {"facts": dict(found["facts"]), "more": [*found["more"]], "beside": [*found["beside"]]}
    assert {role: found[role] for role in case["roles"]} == case["roles"]
