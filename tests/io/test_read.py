"""Reading: order, ids, kinds, and that whatever is wrong is said and costs nothing else."""

from __future__ import annotations

import gzip
import io
import os
import random
from collections import Counter
from pathlib import Path

import pytest
import zstandard
from items import documents_of, of_stdin, problems_of, texts_of
from samples import SAMPLES, zipped

from policytext.document import Document, LeftOut, Problem
from policytext.io.read import CHANGED, read
from policytext.io.readers.decoding import NOISE
from policytext.io.readers.fieldnames import LONGEST_NAME
from policytext.io.readers.sniff import sniff
from policytext.io.records import to_record
from policytext.settings import Settings, SettingsError

TEXT = "各单位要提高认识，明确责任。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "b.txt": TEXT.encode(),
        "a/2.md": TEXT.encode("gbk"),
        "a/10.html": f"<title>通知</title><p>{TEXT}".encode(),
        "a/.hidden.txt": b"no",
        ".git/x.txt": b"no",
        "picture.png": b"\x89PNG",
        "c.txt.gz": gzip.compress(TEXT.encode()),
        "d.jsonl.zst": zstandard.ZstdCompressor().compress(f'{{"text": "{TEXT}"}}\n'.encode() * 2),
        "~$b.docx": b"lock",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_a_folder_is_read_in_order_and_named_by_paths_inside_it(folder: Path) -> None:
    items = documents_of(read([folder]))
    assert [item.id for item in items] == [
        "a/10.html", "a/2.md", "b.txt", "c.txt.gz", "d.jsonl.zst#1", "d.jsonl.zst#2",
    ]  # fmt: skip
    assert [item.text for item in items] == [TEXT] * 6
    first = items[0]
    assert (first.title, first.source) == ("通知", str(folder / "a" / "10.html"))


def test_what_is_left_out_of_a_folder_is_said(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "nowhere.txt").symlink_to(folder / "nothing")
    (folder / "a" / "notes").write_text(TEXT, "utf-8")
    items = list(read([folder]))
    left = {
        item.source.removeprefix(f"{folder}/"): item.group for item in items if isinstance(item, LeftOut)
    }
    assert left == {
        ".git": "hidden",
        "a/.hidden.txt": "hidden",
        "~$b.docx": "of open documents",
        "a/notes": "no suffix",
        "picture.png": ".png",
        "pipe.txt": "a named pipe",
        "loop": "link",
    }
    assert [p for p in problems_of(items) if "nowhere" in p] == [
        f"{folder / 'nowhere.txt'}: is a link to {folder / 'nothing'}, which is not there"
    ]


def test_an_address_is_not_downloaded() -> None:
    (said,) = problems_of(list(read(["https://www.gov.example/a.html"])))
    assert said.startswith("https://www.gov.example/a.html: is an address")
    assert "nothing is downloaded" in said


def test_reading_is_lazy(folder: Path) -> None:
    items = read([folder / "a", folder / "b.txt"])
    assert [next(items).id for _ in range(2)] == ["", "a/10.html"]
    (folder / "b.txt").write_text("later", "utf-8")
    assert "later" in texts_of(list(items))


def test_files_of_one_name_and_folders_stay_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("p/x.txt", "q/x.txt", "q/y.txt"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(TEXT, "utf-8")
    assert [item.id for item in read(["p/x.txt", "q/x.txt", "q/y.txt"])] == ["p/x.txt", "q/x.txt", "y.txt"]
    assert [item.id for item in read(["p", "q"])] == ["p/x.txt", "q/x.txt", "q/y.txt"]
    assert [item.id for item in read(["q/y.txt"])] == ["y.txt"]


def test_records_of_one_id_in_two_files_stay_apart(tmp_path: Path) -> None:
    for name in ("jan.jsonl", "feb.jsonl"):
        (tmp_path / name).write_text('{"id": 1, "text": "a"}\n{"id": "x", "text": "b"}\n' * 2, "utf-8")
    ids = [item.id for item in read([tmp_path / "jan.jsonl", tmp_path / "feb.jsonl"])]
    assert ids[:2] == ["1", "x"]
    assert "feb.jsonl#1" in ids
    assert len(set(ids)) == 8
    assert [item.id for item in read([tmp_path / "jan.jsonl"])] == ["1", "x", "1", "x"]


def test_what_cannot_be_read_is_named_and_the_rest_is_read(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "e.txt").write_bytes(b"")
    (folder / "f.txt").write_bytes(b" \r\n\t")
    (folder / "g.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "h.txt").write_bytes(random.Random(7).randbytes(2000))
    (folder / "i.txt.gz").write_bytes(gzip.compress(TEXT.encode())[:-9])
    (folder / "j.txt.gz").write_bytes(b"\x1f\x8b\x08\x00" + b"rubbish" * 9)
    (folder / "k.docx").write_bytes(b"PK\x03\x04word/")
    (folder / "l.pdf").write_bytes(b"%PDF-1.4 rubbish")
    (folder / "m.warc").write_bytes(b"WARC/1.0\r\nContent-Length: 0\r\n\r\n")
    missing = folder / "missing.txt"
    items = list(read([folder, missing, folder / "empty"]))
    assert len(texts_of(items)) == 6
    said = [str(item) for item in items if isinstance(item, Problem) and not isinstance(item, LeftOut)]
    for name, reason in {
        "e.txt": "is empty",
        "f.txt": "is empty",
        "g.txt": "no text: these are the bytes of PNG",
        "h.txt": "no text",
        "i.txt.gz": "compressed data end too early",
        "j.txt.gz": "compressed data are damaged",
        "k.docx": "no text: this Word document is damaged",
        "l.pdf": "no text: this PDF is damaged",
        "m.warc": "has no page",
        "missing.txt": "no such file",
        "empty": "no file in this folder can be read",
    }.items():
        assert any(line.startswith(f"{folder / name}: {reason}") for line in said), (name, said)
    assert len(said) == 11
    assert all("\n" not in line for line in said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.tx", "no such file; there is a.txt"),
        ("—o", "no such file; an option begins with hyphens: -o"),
        ("–output", "no such file; an option begins with hyphens: --output"),
        ("*.txt", "no file has such a name; name the folder instead"),
        ("政策 汇总.txt”", "no such file; the quotation marks of a command are straight: "),
        ("“十四五”规划.txt", "no such file"),
        ("nowhere/a.txt", "no such file, and no folder "),
        ("zzz", "no such file"),
        ("C:/Daten/a.txt", "no such file, and no folder "),
    ],
)
def test_a_file_that_is_missing_has_others_like_it(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (problem,) = read([tmp_path / name])
    assert isinstance(problem, Problem)
    assert problem.reason.startswith(said)


@pytest.mark.parametrize("name", ["“通知 2024.txt”", "“通知", "'通知 2024.txt'"])
def test_quotation_marks_that_no_shell_takes_are_said(name: str) -> None:
    (problem,) = read([name])
    assert isinstance(problem, Problem)
    bare = name.strip("“”'")
    assert problem.reason == f'no such file; the quotation marks of a command are straight: "{bare}"'


def test_a_name_with_blanks_that_was_written_without_quotation_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("政策 汇总 2024.txt", "2024.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    items = list(read(["政策", "汇总", "2024.txt", "没有"]))
    assert problems_of(items) == [
        '政策 汇总 2024.txt: has blanks in its name: put it in quotation marks, "政策 汇总 2024.txt"',
        "没有: no such file",
    ]
    assert texts_of(items) == [TEXT]


def test_what_a_browser_saved_beside_a_page_is_no_document(tmp_path: Path) -> None:
    for name in (
        "通知.html",
        "通知_files/saved_resource.html",
        "通知_files/f(1).txt",
        "通知_files/logo.png",
        "通知_files/jquery.js.下载",
        "通知_files/附件1.docx",
        "公告.htm",
        "公告.files/header.htm",
        "另存_files/正文.html",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(SAMPLES["docx"]() if name.endswith("docx") else TEXT.encode())
    items = list(read([tmp_path]))
    left = Counter((item.group, item.reason) for item in items if isinstance(item, LeftOut))
    assert left == {
        ("parts of saved pages", "is a part of the saved page 通知.html"): 4,
        ("parts of saved pages", "is a part of the saved page 公告.htm"): 1,
    }
    ids = ["公告.htm", "另存_files/正文.html", "通知.html", "通知_files/附件1.docx"]
    assert sorted(item.id for item in documents_of(items)) == ids
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    packed = zipped({path.relative_to(tmp_path).as_posix(): data for path, data in files.items()})
    (tmp_path / "a.zip").write_bytes(packed)
    items = list(read([tmp_path / "a.zip"]))
    assert sorted(item.id for item in documents_of(items)) == [f"a.zip/{one}" for one in ids]
    assert Counter(item.group for item in items if isinstance(item, LeftOut)) == {"parts of saved pages": 5}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is locked for this user")
def test_a_locked_folder_is_a_problem(folder: Path) -> None:
    (folder / "a").chmod(0)
    items = list(read([folder]))
    (folder / "a").chmod(0o755)
    assert len(texts_of(items)) == 4
    assert f"{folder / 'a'}: Permission denied" in problems_of(items)


@pytest.mark.parametrize("size", [50, 300, 5000])
def test_random_bytes_are_no_text(size: int) -> None:
    generator = random.Random(size)
    for _ in range(20):
        assert texts_of(of_stdin(generator.randbytes(size))) == []


@pytest.mark.parametrize(("share", "is_text"), [(NOISE * 0.9, True), (NOISE * 1.1, False)])
def test_text_may_have_some_noise(share: float, is_text: bool) -> None:
    noise = round(1000 * share)
    assert (len(texts_of(of_stdin(b"\x01" * noise + b"a" * (1000 - noise)))) == 1) == is_text


@pytest.mark.parametrize(("length", "kind"), [(LONGEST_NAME, "csv"), (LONGEST_NAME + 1, "text")])
def test_a_sentence_is_no_header(length: int, kind: str) -> None:
    assert sniff(f"正文,{'长' * length}\n一,二\n".encode()) == kind


@pytest.mark.parametrize("row", ["一,,", '"一\n",二,', ",二", '一,"', ""])
def test_a_row_below_a_header_reaches_the_text_or_has_quotes(row: str) -> None:
    assert sniff(f"标题,正文,附件\r\n{row}\r\n".encode()) == "csv"


def test_standard_input_is_told_by_how_it_begins() -> None:
    assert texts_of(of_stdin(f'\n\n{{"text": "{TEXT}"}}\n{{"text": "b"}}'.encode())) == [TEXT, "b"]
    assert texts_of(of_stdin(f"<!DOCTYPE html><p>{TEXT}".encode())) == [TEXT]
    assert texts_of(of_stdin(f"{{{TEXT}}}".encode())) == [f"{{{TEXT}}}"]
    assert texts_of(of_stdin(b'{"words": 3}')) == ['{"words": 3}']
    assert texts_of(of_stdin(f'{{"data": [{{"\\u6b63\\u6587": "{TEXT}"}}]}}'.encode())) == [TEXT]
    assert texts_of(of_stdin(f'show({{\n "text": "{TEXT}"\n}})'.encode())) == [TEXT]
    assert texts_of(of_stdin(gzip.compress(TEXT.encode("gbk")))) == [TEXT]
    assert [item.id for item in of_stdin(TEXT.encode())] == ["-"]
    assert texts_of(of_stdin('{"content": "正文"}'.encode(), text_field="content")) == ["正文"]
    assert problems_of(of_stdin(b"")) == ["standard input: is empty"]


def test_a_file_that_changes_while_it_is_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "一"}\n{"text": "二"}\n', "utf-8")
    items = read([path])
    first = next(items)
    with path.open("a", encoding="utf-8") as stream:
        stream.write('{"text": "三"}\n')
    assert problems_of(rest := [first, *items]) == [f"{path}: {CHANGED}"]
    assert texts_of(rest)[:2] == ["一", "二"]
    items = read([path])
    first = next(items)
    other = tmp_path / "b.jsonl"
    other.write_text('{"text": "四"}\n', "utf-8")
    other.replace(path)  # what is read is what was there, and whole
    assert texts_of([first, *items]) == ["一", "二", "三"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_that_leads_nowhere_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("gone.txt")
    assert problems_of(list(read([tmp_path / "a.txt"]))) == [
        f"{tmp_path / 'a.txt'}: is a link to gone.txt, which is not there"
    ]


def test_a_long_first_record_is_still_a_record() -> None:
    long = "长" * 300_000
    assert texts_of(of_stdin(f'{{"text": "{long}"}}\n{{"text": "b"}}\n'.encode())) == [long, "b"]


def test_standard_input_may_stand_among_files(folder: Path) -> None:
    items = list(read([folder / "b.txt", "-"], stdin=io.BytesIO(TEXT.encode())))
    assert [item.id for item in items] == ["b.txt", "-"]


def test_a_slow_pipe_that_gives_single_bytes() -> None:
    class Slow(io.RawIOBase):
        def __init__(self, raw: bytes) -> None:
            self.rest = raw

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            buffer[:1], self.rest = self.rest[:1], self.rest[1:]
            return min(1, len(self.rest) + 1) if self.rest else 0

    raw = '{"text": "正文"}\n{"text": "b"}\n\n'.encode()
    assert texts_of(list(read(stdin=io.BufferedReader(Slow(raw))))) == ["正文", "b"]


def test_line_ends_become_line_feeds() -> None:
    assert texts_of(of_stdin("一\r\n二\r三\n".encode())) == ["一\n二\n三\n"]


def test_the_encoding_is_recorded_only_where_it_is_not_utf8() -> None:
    (utf8,) = of_stdin(TEXT.encode())
    (gbk,) = of_stdin(TEXT.encode("gbk"))
    (broken,) = of_stdin(TEXT.encode("gbk") * 9 + b"\xff\n")
    assert isinstance(utf8, Document) and isinstance(gbk, Document) and isinstance(broken, Document)
    assert (dict(utf8.meta), dict(gbk.meta)) == ({}, {"encoding": "gb18030"})
    assert broken.meta == {"encoding": "gb18030", "bad_bytes": 1}


def test_bytes_that_are_not_in_the_named_encoding_are_a_problem_besides() -> None:
    items = of_stdin(TEXT.encode() + b"\xff", encoding="utf-8")
    assert texts_of(items) == [TEXT + "\ufffd"]
    assert problems_of(items) == [
        f"standard input: byte {len(TEXT.encode())} is not utf-8, and is now U+FFFD"
    ]
    with pytest.raises(SettingsError, match="no encoding is called 'gbx'"):
        read(settings=Settings(encoding="gbx"))


def test_a_named_file_without_a_known_suffix_is_sniffed(tmp_path: Path) -> None:
    (tmp_path / "page").write_text(f"<html><p>{TEXT}", "utf-8")
    (tmp_path / "records.json").write_text(f'{{"text": "{TEXT}"}}\n', "utf-8")
    assert texts_of(list(read([tmp_path / "page", tmp_path / "records.json"]))) == [TEXT, TEXT]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("separator", "\t,|;")
def test_a_table_in_a_text_file_is_a_document_a_row(tmp_path: Path, separator: str, encoding: str) -> None:
    """As Excel saves it: with tabs, in UTF-16 or in the encoding of Windows."""
    table = '标题\t正文\n通知\t关于节水的通知。\n公告\t"第一行\n第二行"\n'.replace("\t", separator)
    (tmp_path / "a.txt").write_bytes(table.encode(encoding))
    said: list[str] = []
    found = [(item.id, item.text) for item in documents_of(read([tmp_path], note=said.append))]
    assert found == [("a.txt#1", "关于节水的通知。"), ("a.txt#2", "第一行\n第二行")]
    assert said[0].endswith("is a table in a file of text: a document a row")


def test_ids_that_two_tables_share_are_told_apart_and_kept(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(f"id,text\n7,{name}\n", "utf-8")
        (tmp_path / f"{name}.jsonl").write_text('{"id": 7, "text": "正文"}\n', "utf-8")
    found = [item for item in read([tmp_path]) if isinstance(item, Document)]
    assert [item.id for item in found] == ["7", "a.csv.jsonl#7", "b.csv#7", "b.csv.jsonl#7"]
    assert [to_record(item).get("id_") for item in found] == [None, 7, None, 7]


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.caj", b"CAJ\0" + bytes(200), "bytes of CAJ (CNKI)"),
        ("a.dta", b"<stata_dta><header>" + bytes(200), "this file of Stata is damaged"),
        ("a.rds", gzip.compress(b"X\n\0\0\0\3" + bytes(200), mtime=0), "write.csv"),
        ("a.pkl", b"\x80\x04\x95" + bytes(200), "bytes of pickle (Python)"),
    ],
)  # fmt: skip
def test_what_a_file_is_that_is_no_text(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(raw)
    [problem] = problems_of(list(read([tmp_path / name])))
    assert said in problem
