"""PDF and Word: paragraphs whole and in order, nothing of the page around them."""

from __future__ import annotations

import io
import os
import quopri
import select
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from pdf_maker import Placed, make_pdf
from samples import make_epub, make_mhtml, make_ofd, make_word, zipped

from policytext.document import Document, LeftOut, Problem
from policytext.io.errors import OutputError
from policytext.io.read import read
from policytext.io.readers import sandbox
from policytext.io.readers.pagelayout import COLUMN_LENGTH, COLUMN_ROWS, FILLED, FOOTNOTE_SIZE, Line
from policytext.io.readers.pdf import GARBLED
from policytext.io.readers.reflow import _joined, set_text
from policytext.io.write import open_documents, open_tables
from policytext.schema import Table
from policytext.settings import Settings

PARAGRAPHS = [
    "各县（区）人民政府，市直各部门：",
    "　　为加强档案管理工作，现就有关事项通知如下。各单位要提高认识，明确责任，完善制度，确保落实到位。",
    "　　一、总体要求",
    "　　坚持问题导向，强化统筹协调，到2027年，建成覆盖全市的数字档案体系，推动工作规范化标准化。",
    "　　二、主要任务",
    "　　（一）完善制度。建立健全档案收集、整理、保管、利用等制度，落实经费，充实人员，定期检查。",
]


def parts_of(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def one(raw: bytes) -> Document | Problem:
    (item,) = read(stdin=io.BytesIO(raw))
    return item


def text(raw: bytes) -> str:
    item = one(raw)
    assert isinstance(item, Document), item
    return item.text


def set_lines(paragraphs: list[str], width: int = 26) -> list[Placed]:
    """Lines of 26 characters, 28 points apart, from the left margin at 90 points."""
    lines = [p[at : at + width] for p in paragraphs for at in range(0, len(p), width)]
    return [(90, 28.0 * n, line) for n, line in enumerate(lines)]


def paged(lines: list[Placed], on_page: int) -> list[list[Placed]]:
    pages = []
    for first in range(0, len(lines), on_page):
        page = [(x, 740 - 28.0 * n, t) for n, (x, _, t) in enumerate(lines[first : first + on_page])]
        number = first // on_page + 1
        header = (90.0, 800.0, f"某某市人民政府公报　2026年第{number}期")
        pages.append([header, *page, (280.0, 40.0, f"— {number} —")])
    return pages


@pytest.mark.parametrize("on_page", [2, 3, 4, 5, 20])
@pytest.mark.parametrize(("made", "facts"), [(make_pdf, {}), (make_ofd, {"date_created": "2024-05-01"})])
def test_paragraphs_are_whole_over_lines_and_pages(
    on_page: int, made: Callable[..., bytes], facts: dict[str, str]
) -> None:
    pages = paged(set_lines(PARAGRAPHS), on_page)
    item = one(made(pages))
    assert isinstance(item, Document)
    expected = PARAGRAPHS if len(pages) > 1 else ["某某市人民政府公报　2026年第1期", *PARAGRAPHS]
    assert item.text.split("\n") == expected
    assert item.meta == {"pages": len(pages), **facts}


def test_a_page_that_cannot_be_opened_costs_itself() -> None:
    raw = make_pdf([[(90, 700, "甲文")], [(90, 700, "乙文")], [(90, 700, "丙文")]])
    items = list(read(stdin=io.BytesIO(raw.replace(b"8 0 R 10 0", b"3 0 R 10 0"))))
    assert [item.text for item in items if isinstance(item, Document)] == ["甲文丙文"]
    assert [item.reason for item in items if isinstance(item, Problem)] == ["page 2: damaged"]


def test_a_page_whose_lines_are_stored_out_of_order() -> None:
    (page,) = paged(set_lines(PARAGRAPHS), 20)
    assert text(make_pdf([page[::-1]])) == text(make_pdf([page]))


def piece(text: str, left: float, down: int, size: float = 16) -> Line:
    """A piece of text of full-width characters, `down` lines of 28 points below the top."""
    return Line(text, left, left + len(text) * size, 760.0 - 28 * down, size)


def columns(count: int, length: int, short: int = 0) -> list[Line]:
    """Two columns of rows; of the left one, `short` are not filled."""
    left = ["左" * (length - 3 if n < short else length) for n in range(count)]
    return [line for n in range(count) for line in (piece(left[n], 60, n), piece("右" * length, 320, n))]


def test_a_page_in_two_columns_is_read_one_after_the_other() -> None:
    page = [
        piece("某某市人民政府公报全文如下", 180, 0),
        *(replace(c, bottom=c.bottom - 56) for c in columns(5, 15)),
    ]
    assert set_text([page]).text == f"某某市人民政府公报全文如下\n{'左' * 75}{'右' * 75}"


@pytest.mark.parametrize(
    ("page", "are_columns"),
    [
        (columns(COLUMN_ROWS, COLUMN_LENGTH), True),
        (columns(COLUMN_ROWS - 1, COLUMN_LENGTH), False),
        (columns(COLUMN_ROWS, COLUMN_LENGTH - 1), False),
        (columns(10, 12, short=int(10 * (1 - FILLED))), True),
        (columns(10, 12, short=int(10 * (1 - FILLED)) + 1), False),
    ],
)
def test_columns_are_long_and_filled(page: list[Line], are_columns: bool) -> None:
    assert ("\t" in set_text([page]).text) != are_columns


def test_rows_of_a_table_in_a_pdf_are_lines() -> None:
    rows = [
        ("序号", "重点任务", "责任单位"),
        ("1", "完善制度", "市教育局"),
        ("2", "", "市档案局"),
        ("3", "检查", ""),
    ]
    cells = [
        (90.0 + 110 * column, 700.0 - 28 * row, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    ]
    wrapped = [
        (200.0, 700 - 28 * 4, "重点领域建设"),
        (90.0, 700 - 28 * 4, "4"),
        (200.0, 700 - 28 * 5 + 8, "和服务"),
    ]
    prose = [(90.0, 756.0, PARAGRAPHS[0])]
    expected = [PARAGRAPHS[0], *("\t".join(row).rstrip("\t") for row in rows), "4\t重点领域建设和服务"]
    for order in (cells + wrapped, sorted(cells + wrapped)):
        assert text(make_pdf([prose + order])).split("\n") == expected


def test_two_pieces_on_one_height_are_one_line() -> None:
    page = [
        piece("某发〔2024〕5号", 90, 0),
        piece("签发人：张三", 380, 0),
        piece("关于印发方案的通知", 180, 3),
    ]
    assert set_text([page]).text == "某发〔2024〕5号 签发人：张三\n关于印发方案的通知"


@pytest.mark.parametrize(("size", "is_note"), [(16 * FOOTNOTE_SIZE - 1, True), (16 * FOOTNOTE_SIZE, False)])
def test_footnotes_are_no_part_of_the_text(size: float, is_note: bool) -> None:
    body = [piece("一" * 20, 90, n) for n in range(4)]
    found = set_text([[*body, piece("①本办法所称档案，是指电子档案。", 90, 8, size)]])
    assert found.footnotes == (("①本办法所称档案，是指电子档案。",) if is_note else ())
    assert ("①" in found.text) != is_note
    small = set_text([[*body, piece("抄送：市委各部门", 90, 8, size)]])
    assert small.footnotes == () and "抄送" in small.text


@pytest.mark.parametrize(("share", "said"), [(GARBLED / 2, False), (GARBLED * 2, True)])
def test_glyphs_without_a_name_are_said(share: float, said: bool) -> None:
    body = "\ue5d1" * round(400 * share) + "".join(
        map(chr, range(0x4E00, 0x4E00 + round(400 * (1 - share))))
    )
    page = [(90, 780.0 - 28 * n, body[at : at + 25]) for n, at in enumerate(range(0, 400, 25))]
    items = list(read(stdin=io.BytesIO(make_pdf([page]))))
    assert isinstance(items[0], Document)
    assert [("does not name" in str(item)) for item in items[1:]] == [True] * said


@pytest.mark.parametrize("number", ["一、", "（二）", "第十条　"])
@pytest.mark.parametrize(("end", "apart"), [("。", True), ("：", True), ("，", False)])
def test_a_number_behind_a_whole_sentence_begins_a_paragraph(number: str, end: str, apart: bool) -> None:
    upper, lower = f"现将有关事项通知如下{end}", f"{number}总体要求"
    lines = [Line(upper, 90, 90 + 16 * len(upper), 700, 16), Line(lower, 90, 90 + 16 * len(lower), 672, 16)]
    assert set_text([lines]).text == (f"{upper}\n{lower}" if apart else f"{upper}{lower}")


def test_lines_are_joined_as_their_script_asks() -> None:
    assert _joined("加强", "管理") == "加强管理"
    assert _joined("the state", "council") == "the state council"
    assert _joined("govern\u00ad", "ment") == "government"


def test_a_pdf_without_text_says_what_it_needs() -> None:
    item = one(make_pdf([[]]))
    assert isinstance(item, Problem)
    assert item.reason == "no text in this PDF"


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{content}</w:t></w:r></w:p>"


def found(raw: bytes) -> tuple[str, list[str], list[str]]:
    """The text, the footnotes, and what is said of the document."""
    said: list[str] = []
    [item] = read(stdin=io.BytesIO(raw), note=said.append)
    assert isinstance(item, Document), item
    notes: list[str] = item.meta.get("footnotes", [])
    return item.text, notes, sorted(words.removeprefix("-: ") for words in said)


def test_numbers_of_word_are_written_out() -> None:
    def level(depth: int, form: str, shown: str) -> str:
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{shown}"/></w:lvl>'
        )

    def listed(content: str, depth: int = 0, number: int = 1) -> str:
        return p(content, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')

    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.")
        + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
        + level(0, "bullet", "·")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        + '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        + '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    styles = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        listed("总体要求")
        + listed("目标", 1)
        + listed("原则", 1)
        + listed("细则", 2)
        + p("主要任务", '<w:pStyle w:val="A"/>')
        + listed("任务", 1)
        + listed("点", 0, 2)
        + listed("附则", 0, 3)
        + p("正文")
    )
    shown = "一、总体要求 （一）目标 （二）原则 1.细则 二、主要任务 （一）任务 点 五、附则 正文"
    assert (
        text(make_word(body, numbering=numbering, styles=styles)).replace(". ", ".").split()
        == shown.split()
    )


def test_a_bomb_in_a_document_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(make_word(p("一" * 2_000_000)))
    (item,) = read([tmp_path / "a.docx"], Settings(max_size=1))
    assert str(item).endswith("is larger than 1 MB when unpacked (--max-size allows more)")


def test_the_chapters_of_a_book_are_one_document() -> None:
    item = one(
        make_epub("<nav><ol><li>第一章</li></ol></nav>", "<h1>第一章</h1><p>总则</p>", "<p>附则</p>")
    )
    assert isinstance(item, Document)
    assert (item.text, item.title, item.meta) == ("第一章\n总则\n附则", "汇编", {"author": "某局"})


def test_a_page_that_is_a_frame_has_the_text_of_the_page_in_it() -> None:
    raw = make_mhtml("<title>通知</title><a href='/'>首页</a><iframe></iframe>").replace(
        b"\r\n--x\r\nContent-Type: image/png",
        b"\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>"
        + "各县要节水。".encode() * 60
        + b"</p>\r\n--x\r\nContent-Type: image/png",
    )
    lines, _, said = found(raw)
    assert (lines, said) == ("各县要节水。" * 60, ["is a frame: its text is that of a page within it"])
    assert found(raw.replace(b"<iframe>", quopri.encodestring("<p>停水。</p>".encode("gbk"))))[::2] == (
        "首页\n停水。",
        [],
    )


def test_a_mail_is_its_text_and_what_is_attached_is_said(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "关于节水的通知"
    message.set_content("各县：\n现将方案发给你们。\n")
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="方案.docx")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    said: list[str] = []
    [item] = read([tmp_path / "a.eml"], note=said.append)
    assert isinstance(item, Document)
    assert (item.title, item.text) == ("关于节水的通知", "各县：\n现将方案发给你们。")
    assert said[0].endswith("what is attached to this mail is not read (方案.docx)")
    plain = "Subject: 关于节水的通知\r\n\r\n各县：".encode("gbk")
    (tmp_path / "a.eml").write_bytes(plain)
    [item] = read([tmp_path / "a.eml"])
    assert isinstance(item, Document)
    assert (item.title, item.text) == ("关于节水的通知", "各县：")
    inner, message = message, EmailMessage()
    message["Subject"] = "转发"
    message.set_content("请看。\n")
    message.add_attachment(inner)
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    assert [one.text for one in read([tmp_path / "a.eml"]) if isinstance(one, Document)] == [
        "请看。\n各县：\n现将方案发给你们。"
    ]


def test_a_saved_page_has_its_address() -> None:
    item = one(make_mhtml("<title>通知</title><p>关于印发方案的通知</p>"))
    assert isinstance(item, Document)
    assert (item.text, item.title) == ("关于印发方案的通知", "通知")
    assert item.meta == {"url": "https://gov.example/a.html", "encoding": "gb18030"}


def test_the_template_of_a_page_of_an_ofd_is_read_with_it() -> None:
    page = make_ofd([[(90.0, 700.0, "各县：")], [(90.0, 780.0, "某县人民政府文件")]])
    parts = parts_of(page)
    parts["Doc_0/Document.xml"] = (
        parts["Doc_0/Document.xml"]
        .replace(b'<ofd:Page BaseLoc="Pages/Page_1/Content.xml"/>', b"")
        .replace(
            b"</ofd:CommonData>",
            b'<ofd:TemplatePage ID="9" BaseLoc="Pages/Page_1/Content.xml"/></ofd:CommonData>',
        )
    )
    parts["Doc_0/Pages/Page_0/Content.xml"] = parts["Doc_0/Pages/Page_0/Content.xml"].replace(
        b"<ofd:Content>", b'<ofd:Template TemplateID="9"/><ofd:Content>'
    )
    assert text(zipped(parts)) == "某县人民政府文件\n各县："


@pytest.mark.parametrize("on_page", [3, 20])
def test_paragraphs_of_an_ofd_are_whole(on_page: int) -> None:
    pages = paged(set_lines(PARAGRAPHS), on_page)
    item = one(make_ofd(pages))
    assert isinstance(item, Document)
    expected = PARAGRAPHS if len(pages) > 1 else ["某某市人民政府公报　2026年第1期", *PARAGRAPHS]
    assert item.text.split("\n") == expected
    assert item.meta == {"pages": len(pages), "date_created": "2024-05-01"}


OLD = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "WordDocument".encode("utf-16-le")


def test_word_97_needs_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.doc").write_bytes(OLD)
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    (item,) = read([tmp_path / "a.doc"])
    assert (
        str(item) == f"{tmp_path / 'a.doc'}: needs LibreOffice, which is not installed; or save it as .docx"
    )


def test_what_cannot_be_read_here_is_left_out_of_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    monkeypatch.setattr(sandbox, "here", True)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    (tmp_path / "a.doc").write_bytes(OLD)
    (tmp_path / "b.pdf").write_bytes(make_pdf([[(90, 700, "通知")]]))
    items = list(read([tmp_path]))
    assert [(item.group, item.hint) for item in items if isinstance(item, LeftOut)] == [
        (".doc", "needs LibreOffice, which is not installed; or save it as .docx"),
        (".pdf", 'PDF needs pypdfium2: pip install "policytext[documents]"'),
    ]
    assert len(items) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")
def test_word_97_is_read_by_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(make_word(p("第一段")))
    program = tmp_path / "soffice"
    # the last two arguments but one: --outdir FOLDER FILE
    program.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\n'
        f'cp {tmp_path}/made.docx "$2/document.docx"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    (tmp_path / "a.wps").write_bytes(OLD)
    (item,) = read([tmp_path / "a.wps"])
    assert isinstance(item, Document)
    assert (item.text, item.id) == ("第一段", "a.wps")
    program.write_text("#!/bin/sh\nexit 1\n")
    assert "cannot read this document" in str(next(read([tmp_path / "a.wps"])))


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")
def test_a_hanging_libreoffice_is_ended_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, held = tmp_path / "soffice", tmp_path / "held"
    os.mkfifo(held)
    reader = os.open(held, os.O_RDONLY | os.O_NONBLOCK)
    program.write_text(f"#!/bin/sh\nexec 3>{held}\nsleep 50 &\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    (tmp_path / "a.doc").write_bytes(OLD)
    (item,) = read([tmp_path / "a.doc"], Settings(timeout=1))
    assert str(item).endswith("LibreOffice took over 0.9 seconds (--timeout allows more)")
    hung_up = select.poll()
    hung_up.register(reader, select.POLLIN)
    assert hung_up.poll(10_000) == [(reader, select.POLLHUP)]  # nobody holds the other end
    os.close(reader)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("关于印发\n各单位：".encode("gbk"), "关于印发\n各单位："),
        (bytes(range(256)) * 9, "no text: these bytes are no text in any known encoding"),
        (OLD[:600], "no text: this is no Word document, or a damaged one"),
        (OLD.ljust(1024, b"\0") + b"\xec\xa5" + b"\0" * 9 + b"\1", "is locked with a password"),
        (OLD[:600] + "EncryptedPackage".encode("utf-16-le"), "is locked with a password"),
    ],
)
def test_what_else_is_called_doc(tmp_path: Path, raw: bytes, expected: str) -> None:
    """LibreOffice is not asked: what it does not know it takes for text."""
    (tmp_path / "a.doc").write_bytes(raw)
    (item,) = read([tmp_path / "a.doc"])
    assert (item.text if isinstance(item, Document) else item.reason) == expected


def test_what_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "here", True)
    for name in ("pypdfium2", "zstandard", "pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    for name, raw, extra in (
        ("a.pdf", b"%PDF-1.4", "documents"),
        ("a.parquet", b"PAR1", "parquet"),
        ("a.txt.zst", b"\x28\xb5\x2f\xfd", "zstd"),
    ):
        (tmp_path / name).write_bytes(raw)
        (item,) = read([tmp_path / name])
        assert str(item).endswith(f'pip install "policytext[{extra}]"')
    with pytest.raises(OutputError, match="zstd"), open_documents(tmp_path / "o.jsonl.zst"):
        pass
    with pytest.raises(OutputError, match="parquet"), open_tables(tmp_path / "o.parquet", [Table("t", ())]):
        pass
    assert not list(tmp_path.glob("*o.*"))


@pytest.mark.parametrize(
    ("above", "is_whole"),
    [
        ("发布日期：2024-03-05 09:15 来源：某县水利局 字体：大 中 小 打印", True),  # as wide as the text
        (
            "发布日期：2024-03-05 09:15 浏览次数：1203 来源：某县水利局 字体：大 中 小 打印本页",
            True,
        ),  # wider
        ("为了规范全县取水计量管理工作，根据有关法律法规规定，经研究，现将", False),
    ],
)
def test_the_publication_line_of_a_printed_page_is_whole(above: str, is_whole: bool) -> None:
    below = [
        "各乡镇人民政府：",
        *["为规范取水计量管理工作，根据有关法律法规规定，现就有关事项要求如" for _ in "123"],
    ]
    lines = [
        Line(shown, 90, 90 + 8 * len(shown.encode("gbk")), 700 - 28 * at, 16)
        for at, shown in enumerate([above, *below])
    ]
    assert set_text([lines]).text.startswith(f"{above}\n{below[0]}" if is_whole else f"{above}{below[0]}")


def test_lines_of_the_width_of_the_text_go_on_beside_three_short_ones_of_one_width() -> None:
    shown = [
        ("为规范取水计量管理工作，根据有关法律法规规定，现就", 2),
        ("有关事项通知如下：", 0),
        ("一、加强组织领导", 2),
        ("二、落实工作责任", 2),
        ("三、强化监督检查", 2),
    ]
    lines = [
        Line(text, 90 + 16 * indent, 90 + 16 * (indent + len(text)), 700 - 28 * at, 16)
        for at, (text, indent) in enumerate(shown)
    ]
    assert set_text([lines]).text.splitlines()[0].endswith("现就有关事项通知如下：")
