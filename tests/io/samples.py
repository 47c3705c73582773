"""One small input of each kind, made here; the text of each holds TEXT."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Callable

from pdf_maker import make_pdf
from warc_maker import make_response

TEXT = "各单位要提高认识，明确责任。"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(parts: dict[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return raw.getvalue()


def make_word(body: str) -> bytes:
    """A Word document of this body, in which the prefix `w` is declared."""
    return zipped({"word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>".encode()})


def make_workbook(*sheets: list[list[object]]) -> bytes:
    import xlsxwriter

    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return raw.getvalue()


def make_parquet(rows: list[dict[str, object]]) -> bytes:
    import pyarrow
    import pyarrow.parquet

    raw = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), raw)
    return raw.getvalue()


def make_tar(files: dict[str, bytes], encoding: str = "utf-8") -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", encoding=encoding, format=tarfile.GNU_FORMAT) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return raw.getvalue()


def make_arc(url: str, body: bytes) -> bytes:
    head = b"filedesc://a.arc 0.0.0.0 20040102030405 text/plain 5\n1 0 x\n\n"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    return head + f"{url} 1.2.3.4 20040102030405 text/html {len(http)}\n".encode() + http + b"\n"


SAMPLES: dict[str, Callable[[], bytes]] = {
    "text": TEXT.encode,
    "html": f"<title>通知</title><p>{TEXT}".encode,
    "jsonl": lambda: f'{{"id": 1, "text": "{TEXT}"}}\n'.encode(),
    "json": lambda: json.dumps([{"text": TEXT}], indent=1).encode(),
    "csv": lambda: f"标题,正文\n通知,{TEXT}\n".encode(),
    "tsv": lambda: f"标题\t正文\n通知\t{TEXT}\n".encode(),
    "workbook": lambda: make_workbook([["标题", "正文"], ["通知", TEXT]]),
    "parquet": lambda: make_parquet([{"标题": "通知", "正文": TEXT}]),
    "pdf": lambda: make_pdf([[(90, 700, TEXT)]]),
    "docx": lambda: make_word(f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"),
    "zip": lambda: zipped({"通知.txt": TEXT.encode()}),
    "tar": lambda: make_tar({"通知.txt": TEXT.encode()}),
    "arc": lambda: make_arc("https://gov.example/a.html", f"<p>{TEXT}".encode()),
    "warc": lambda: make_response("https://gov.example/a.html", f"<p>{TEXT}".encode()),
}
