"""One small input of each kind, made here; the text of each holds TEXT."""

from __future__ import annotations

import io
import json
import quopri
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any

from pdf_maker import make_pdf
from warc_maker import make_response

TEXT = "各单位要提高认识，明确责任。"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", method) as archive:
        for name, content in parts.items():
            # what OpenDocument and EPUB are is to be read in their first bytes
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else method)
    return raw.getvalue()


def make_word(body: str, **parts: str) -> bytes:
    """A Word document of this body, in which `w` and `m` are declared, and what its other parts have."""
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    whole = {"document": f"<w:document {_W} {math}><w:body>{body}</w:body></w:document>"}
    whole |= {name: f"<w:{name} {_W}>{content}</w:{name}>" for name, content in parts.items()}
    return zipped({f"word/{name}.xml": content.encode() for name, content in whole.items()})


def make_workbook(*sheets: list[list[object]]) -> bytes:
    import xlsxwriter

    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return raw.getvalue()


_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def make_xlsx(
    rows: str, strings: str = "", formats: str = "", after: str = "", state: str = "visible"
) -> bytes:
    """A workbook of one sheet, 表, whose XML is given: rows, what comes `after` them, strings, styles."""
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    listed = f'<sheets><sheet name="表" sheetId="1" state="{state}" r:id="s"/></sheets>'
    related = "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for name, kind, target in (
            ("s", "worksheet", "worksheets/sheet1.xml"),
            ("t", "sharedStrings", "/xl/sharedStrings.xml"),
            ("f", "styles", "styles.xml"),
        )
    )
    parts = {
        "xl/workbook.xml": f'<workbook {_SHEET} xmlns:r="{_RELATION}">{listed}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{related}</Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {_SHEET}><sheetData>{rows}</sheetData>{after}</worksheet>",
        "xl/sharedStrings.xml": f"<sst {_SHEET}>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet {_SHEET}>{formats}</styleSheet>",
    }
    return zipped({name: part.encode() for name, part in parts.items()})


def make_package(
    body: str, main: str = "word/document.xml", parts: Sequence[tuple[str, str, str, bytes]] = ()
) -> bytes:
    """A Word document with its relations, and parts: the id, the type and the path in `word` of each."""

    def related(*relations: tuple[str, str, str]) -> bytes:
        listed = (
            f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{target}"/>'
            for name, kind, target in relations
        )
        return f'<r xmlns="x">{"".join(listed)}</r>'.encode()

    file = main.rpartition("/")[2]
    return zipped(
        {
            "_rels/.rels": related(("m", "officeDocument", main)),
            main: f'<w:document {_W} xmlns:r="{_RELATION}"><w:body>{body}</w:body></w:document>'.encode(),
            f"word/_rels/{file}.rels": related(*(part[:3] for part in parts)),
            **{f"word/{path}": data for _, _, path, data in parts},
        }
    )


def make_parquet(rows: list[dict[str, object]], **how: Any) -> bytes:
    import pyarrow
    import pyarrow.parquet

    raw = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), raw, **how)
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


_ODT = "urn:oasis:names:tc:opendocument:xmlns"


def make_odt(body: str) -> bytes:
    """An OpenDocument text of this body, in which the prefixes `text`, `table` and `style` are declared."""
    names = " ".join(f'xmlns:{name}="{_ODT}:{name}:1.0"' for name in ("office", "text", "table", "style"))
    content = (
        f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": f"{content}</office:document-content>".encode(),
        },
        zipfile.ZIP_STORED,
    )


def make_ods(tables: str) -> bytes:
    """An OpenDocument workbook of these tables; `office`, `text` and `table` are declared."""
    names = " ".join(f'xmlns:{name}="{_ODT}:{name}:1.0"' for name in ("office", "text", "table", "style"))
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:document-content {names}>{body}</office:document-content>"
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": b"<manifest/>",
            "content.xml": content.encode(),
        }
    )


def ods_cell(text: str, given: str = "", kind: str = "string") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" {given}><text:p>{text}</text:p></table:table-cell>'
    )


def ods_row(*cells: str, given: str = "") -> str:
    """A row of an OpenDocument workbook; cells that are no elements are texts."""
    drawn = (cell if cell.startswith("<") else ods_cell(cell) for cell in cells)
    return f"<table:table-row {given}>{''.join(drawn)}</table:table-row>"


def ods_table(*rows: str) -> str:
    return f'<table:table table:name="表">{"".join(rows)}</table:table>'


def make_epub(*chapters: str) -> bytes:
    contents = ["properties='nav' " * ("<nav" in chapter) for chapter in chapters]
    items = "".join(f'<item {nav}id="c{n}" href="text/c%20{n}.xhtml"/>' for n, nav in enumerate(contents))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata><dc:title>汇编</dc:title><dc:creator>某局</dc:creator></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    return zipped(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": container.encode(),
            "OEBPS/book.opf": book.encode(),
            **{f"OEBPS/text/c {n}.xhtml": chapter.encode() for n, chapter in enumerate(chapters)},
        },
        zipfile.ZIP_STORED,
    )


def make_mhtml(page: str, url: str = "https://gov.example/a.html") -> bytes:
    body = quopri.encodestring(page.encode("gbk")).decode()
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\n'
        "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {url}\r\n\r\n{body}\r\n--x\r\nContent-Type: image/png\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\niVBO\r\n--x--\r\n"
    ).encode()


def make_ofd(pages: Sequence[Sequence[tuple[float, float, str]]]) -> bytes:
    """An OFD of lines at places in points from the lower left corner, 16 points high, as `make_pdf`."""
    mm = 25.4 / 72

    def line(x: float, y: float, text: str) -> str:
        top = 297 - (y + 16) * mm
        return (
            f'<ofd:TextObject Boundary="{x * mm} {top} {len(text) * 16 * mm} {16 * mm}" Size="{16 * mm}">'
            f'<ofd:TextCode X="0" Y="{16 * mm}" DeltaX="g {len(text) - 1} {16 * mm}">{text}</ofd:TextCode>'
            "</ofd:TextObject>"
        )

    name = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    box = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    area = f"<ofd:CommonData>{box}</ofd:CommonData>"
    listed = "".join(f'<ofd:Page BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    contents = {
        f"Doc_0/Pages/Page_{n}/Content.xml": (
            f"<ofd:Page {name}><ofd:Content><ofd:Layer>{''.join(line(*placed) for placed in page)}"
            "</ofd:Layer></ofd:Content></ofd:Page>"
        ).encode()
        for n, page in enumerate(pages)
    }
    root = (
        f"<ofd:OFD {name}><ofd:DocBody><ofd:DocInfo><ofd:CreationDate>2024-05-01</ofd:CreationDate>"
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    document = f"<ofd:Document {name}>{area}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    return zipped({"OFD.xml": root.encode(), "Doc_0/Document.xml": document.encode(), **contents})


def rtf(body: str) -> bytes:
    """An RTF document of this body, with a null byte behind it, as WordPad writes it."""
    fonts = r"{\fonttbl{\f0\fcharset134 SimSun;}}"
    return rf"{{\rtf1\ansi\ansicpg936{fonts}{body}}}".encode("gbk") + b"\r\n\0"


def make_rtf(text: str) -> bytes:
    """Half of the text as bytes of GBK, half as `\\u` with a sign for those who do not know it."""
    half = len(text) // 2
    written = "".join(f"\\'{byte:02x}" for byte in text[:half].encode("gbk"))
    written += "".join(f"\\u{(ord(c) + 0x8000) % 0x10000 - 0x8000}?" for c in text[half:])
    fonts = r"{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\fcharset0 Arial;}}"
    return rf"{{\rtf1\ansi\ansicpg936{fonts}\f0 {written}\par}}".encode()


def make_picture(rows: int = 3) -> bytes:
    """Black bars where lines of text would be."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (400, 300), "white")
    for row in range(rows):
        ImageDraw.Draw(picture).rectangle((40, 40 + 60 * row, 360, 60 + 60 * row), "black")
    raw = io.BytesIO()
    picture.save(raw, "PNG")
    return raw.getvalue()


def make_sqlite(*tables: str) -> bytes:
    """A database of tables, each written as SQL."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(";".join(tables))
        connection.commit()
        return connection.serialize()


def make_stata(rows: list[dict[str, object]]) -> bytes:
    import pandas

    raw = io.BytesIO()
    pandas.DataFrame(rows).to_stata(raw, version=118, write_index=False)
    return raw.getvalue()


def make_arrow(rows: list[dict[str, object]], streamed: bool = False) -> bytes:
    import pyarrow.ipc

    raw, table = io.BytesIO(), pyarrow.Table.from_pylist(rows)
    with (pyarrow.ipc.new_stream if streamed else pyarrow.ipc.new_file)(raw, table.schema) as writer:
        writer.write_table(table)
    return raw.getvalue()


def make_har(*answers: tuple[str, str, str, int]) -> bytes:
    """An archive of answers: address, media type, content and status of each."""
    entries = [
        {
            "startedDateTime": "2024-05-01T00:00:00Z",
            "request": {"method": "GET", "url": url},
            "response": {"status": status, "content": {"mimeType": media, "text": content}},
        }
        for url, media, content, status in answers
    ]
    return json.dumps({"log": {"version": "1.2", "entries": entries}}, ensure_ascii=False).encode()


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
    "odt": lambda: make_odt(f"<text:p>{TEXT}</text:p>"),
    "epub": lambda: make_epub(f"<p>{TEXT}</p>"),
    "mhtml": lambda: make_mhtml(f"<p>{TEXT}</p>"),
    "ofd": lambda: make_ofd([[(90, 700, TEXT)]]),
    "doc": lambda: make_rtf(TEXT),  # as many are
    "picture": make_picture,
    "rtf": lambda: make_rtf(TEXT),
    "sqlite": lambda: make_sqlite(
        "CREATE TABLE 政策 (标题, 正文)", f"INSERT INTO 政策 VALUES ('通知', '{TEXT}')"
    ),
    "stata": lambda: make_stata([{"标题": "通知", "正文": TEXT}]),
    "har": lambda: make_har(("https://gov.example/a.html", "text/html", f"<p>{TEXT}</p>", 200)),
    "warc": lambda: make_response("https://gov.example/a.html", f"<p>{TEXT}".encode()),
}
