"""Word, books, saved pages and mails; what only LibreOffice reads; what is not installed."""

from __future__ import annotations

import io
import os
import quopri
import select
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from items import one_of, text_of
from pdf_maker import make_pdf
from samples import make_epub, make_mhtml, make_word

from policytext.document import Document, LeftOut
from policytext.io.errors import OutputError
from policytext.io.read import read
from policytext.io.readers import sandbox
from policytext.io.write import open_documents, open_tables
from policytext.schema import Table
from policytext.settings import Settings


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
        text_of(make_word(body, numbering=numbering, styles=styles)).replace(". ", ".").split()
        == shown.split()
    )


def test_a_bomb_in_a_document_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(make_word(p("一" * 2_000_000)))
    (item,) = read([tmp_path / "a.docx"], Settings(max_size=1))
    assert str(item).endswith("is larger than 1 MB when unpacked (--max-size allows more)")


def test_the_chapters_of_a_book_are_one_document() -> None:
    item = one_of(
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
    item = one_of(make_mhtml("<title>通知</title><p>关于印发方案的通知</p>"))
    assert isinstance(item, Document)
    assert (item.text, item.title) == ("关于印发方案的通知", "通知")
    assert item.meta == {"url": "https://gov.example/a.html", "encoding": "gb18030"}


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
