"""Archives and crawls: every member a document, or counted with the reason; nothing costs the rest."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from pathlib import Path

import pytest
from items import documents_of, texts_of
from samples import SAMPLES, TEXT, make_arc, make_tar, zipped
from warc_maker import make_response

from policytext.document import Document, LeftOut, Problem
from policytext.io.read import read
from policytext.io.readers.crawl import response
from policytext.io.readers.members import NESTED
from policytext.settings import Settings


def problems_of(items: list[Document | Problem]) -> list[str]:
    return [str(i) for i in items if isinstance(i, Problem) and not isinstance(i, LeftOut)]


PAGE = "<title>通知_某某市</title><h1>通知</h1><p>各单位要提高认识，明确责任。</p>".encode("gbk")


def test_what_is_packed_in_an_unknown_way_is_no_locked_file(tmp_path: Path) -> None:
    data = zipped({"a.txt": TEXT.encode()}, zipfile.ZIP_STORED)
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.index(mark) + place
        data = data[:at] + b"\x61\0" + data[at + 2 :]  # xz, which Python does not unpack
    (tmp_path / "a.zip").write_bytes(data)
    (problem,) = problems_of(list(read([tmp_path / "a.zip"])))
    assert "packed in a way that is not known" in problem


def crawl() -> list[bytes]:
    packed = gzip.compress(PAGE)
    return [
        make_response("http://a.example/1", PAGE, "text/html; charset=gb2312"),
        make_response("http://a.example/x.png", b"\x89PNG", "image/png"),
        make_response("http://a.example/404", PAGE, status="404 Not Found"),
        make_response("http://a.example/2", packed, header="Content-Encoding: gzip\r\n"),
        make_response("http://a.example/e", b""),
        make_response("http://a.example/1", PAGE),
        make_response("http://a.example/t", "正文".encode(), "text/plain"),
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_each_page_of_a_crawl_is_a_document(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("c.warc.gz" if packed else "c.warc")
    path.write_bytes(b"".join(gzip.compress(record) if packed else record for record in crawl()))
    items = list(read([path]))
    pages = documents_of(items)
    assert [page.id for page in pages] == [
        "http://a.example/1",
        "http://a.example/2",
        f"{path.name}#http://a.example/1",
        "http://a.example/t",
    ]
    assert (pages[0].text, pages[0].title) == ("通知\n各单位要提高认识，明确责任。", "通知")
    assert pages[0].source == "http://a.example/1"
    assert pages[0].meta == {
        "url": "http://a.example/1",
        "crawled": "2024-01-02T03:04:05Z",
        "crawl_file": str(path),
        "crawl_offset": 0,
        "status": 200,
        "media_type": "text/html",
        "encoding": "gb18030",
    }
    places = [sum(map(len, crawl()[:n])) for n in (0, 3, 5, 6)]
    assert [page.meta["crawl_offset"] for page in pages] == places
    assert [(item.id, item.group) for item in items if isinstance(item, LeftOut)] == [
        ("http://a.example/x.png", "image/png"),
        ("http://a.example/404", "status 404"),
    ]
    assert problems_of(items) == [f"{path}: http://a.example/e: is empty"]


def test_a_crawl_that_was_cut_off_gives_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "c.warc.gz"
    path.write_bytes(b"".join(map(gzip.compress, crawl()))[:-30])
    items = list(read([path]))
    assert [item.id for item in documents_of(items)][:2] == ["http://a.example/1", "http://a.example/2"]
    assert str(items[-1]) == f"{path}: compressed data end too early"


def test_a_cut_page_is_given_and_said() -> None:
    whole, cut = (make_response(f"http://a.example/{n}", f"<p>{TEXT * 9}".encode()) for n in (1, 2))
    items = list(read(stdin=io.BytesIO(whole + cut[:-60])))
    documents = documents_of(items)
    assert [document.id for document in documents] == ["http://a.example/1", "http://a.example/2"]
    assert ["cut" in document.meta for document in documents] == [False, True]
    assert problems_of(items) == [
        "standard input: http://a.example/2: is cut, its last 56 bytes are not there"
    ]


def test_damage_between_records_costs_only_itself() -> None:
    one, two, three = (make_response(f"http://a.example/{n}", f"<p>{n}".encode()) for n in "123")
    unmeasured = two.replace(b"Content-Length", b"Content-Width", 1)
    items = list(read(stdin=io.BytesIO(one + b"rubbish\r\n\r\n" + unmeasured + three)))
    assert texts_of(items) == ["1", "3"]
    said = problems_of(items)
    assert said[0] == "standard input: 9 bytes are no record, and were passed over"
    assert said[1] == "standard input: http://a.example/2: has no length, and is not read"


def test_chunked_and_packed_responses() -> None:
    body = f"<p>{TEXT}".encode()
    chunks = b"".join(
        b"%x\r\n%s\r\n" % (len(body[n : n + 7]), body[n : n + 7]) for n in range(0, len(body), 7)
    )
    head = b"HTTP/1.1 200 OK\r\n"
    for coding, packed in (("gzip", gzip.compress(body)), ("deflate", zlib.compress(body)), ("gzip", body)):
        raw = head + f"Content-Encoding: {coding}\r\n\r\n".encode() + packed
        assert response(raw, 1000).body == body
    assert response(head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n", 1000).body == body
    bomb = head + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"\0" * 10_000_000)
    assert len(response(bomb, 1000).body) == 1001


def test_an_address_that_is_none_costs_nothing() -> None:
    page = f"<p>{TEXT}".encode()
    raw = make_response("http://[x/a.pdf?y", page) + make_response("b", page)
    assert texts_of(list(read(stdin=io.BytesIO(raw.replace(b"text/html", b"text/other"))))) == []
    assert texts_of(list(read(stdin=io.BytesIO(raw)))) == [TEXT, TEXT]


def test_an_arc_that_is_cut(tmp_path: Path) -> None:
    raw = make_arc("http://a.example/1", f"<p>{TEXT}".encode())
    cut = b"http://a.example/2 1.2.3.4 20040102030405 text/html 999\nHTTP/1.1 200 OK\n\nx"
    (tmp_path / "a.arc").write_bytes(raw + cut)
    items = list(read([tmp_path / "a.arc"]))
    assert texts_of(items) == [TEXT, "x"]
    assert "is cut" in problems_of(items)[0]
    assert isinstance(items[0], Document) and items[0].meta["crawled"] == "2004-01-02T03:04:05Z"
    assert isinstance(items[1], Document) and items[1].meta["crawl_offset"] == len(raw)


FILES = {
    "通知/一.html": f"<p>{TEXT}".encode(),
    "通知/二.txt": TEXT.encode("gbk"),
    "记录.jsonl": f'{{"text": "{TEXT}"}}\n'.encode(),
    "图.png": b"\x89PNG",
    "说明": b"x",
    "__MACOSX/._一.html": b"x",
}


def gbk_zip(files: dict[str, bytes]) -> bytes:
    """A ZIP as Windows in China makes it: names in GBK, and no flag that says so."""
    names = {name.encode("gbk"): f"{n:->{len(name.encode('gbk'))}}" for n, name in enumerate(files)}
    raw = zipped(dict(zip(names.values(), files.values(), strict=True)))
    for name, stands_for in names.items():
        raw = raw.replace(stands_for.encode(), name)
    return raw


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("包.zip", zipped(FILES)),
        ("包.zip", gbk_zip(FILES)),
        ("包.tar", make_tar(FILES)),
        ("包.tar.gz", gzip.compress(make_tar(FILES, "gbk"), mtime=0)),
        ("包.tgz", gzip.compress(make_tar(FILES, "gbk"), mtime=0)),
    ],
)
def test_an_archive_is_read_like_a_folder(tmp_path: Path, name: str, raw: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    items = list(read([path]))
    assert problems_of(items) == []
    documents = {item.id: item for item in documents_of(items)}
    assert set(documents) == {f"{name}/通知/一.html", f"{name}/通知/二.txt", f"{name}/记录.jsonl#1"}
    assert {document.text for document in documents.values()} == {TEXT}
    assert documents[f"{name}/通知/二.txt"].source == f"{path}/通知/二.txt"
    left = {item.id.removeprefix(f"{name}/"): item.group for item in items if isinstance(item, LeftOut)}
    assert left == {"图.png": ".png", "说明": "no suffix", "__MACOSX/._一.html": "hidden"}


def test_every_kind_is_read_inside_an_archive(tmp_path: Path) -> None:
    files = {
        f"{n}.{kind}": make() for n, (kind, make) in enumerate(SAMPLES.items()) if kind in ("html", "json")
    }
    (tmp_path / "a.zip").write_bytes(zipped({**files, "a.txt.gz": gzip.compress(TEXT.encode())}))
    assert len(texts_of(list(read([tmp_path / "a.zip"])))) == len(files) + 1


def test_archives_in_archives_end(tmp_path: Path) -> None:
    raw = zipped({"a.txt": TEXT.encode()})
    for depth in range(NESTED + 1):
        (tmp_path / "a.zip").write_bytes(raw)
        items = list(read([tmp_path / "a.zip"]))
        assert (texts_of(items) == [TEXT]) == (depth < NESTED)
        assert any("is an archive within" in said for said in problems_of(items)) == (depth >= NESTED)
        raw = zipped({"b.zip": raw})


@pytest.mark.parametrize("pack", [zipped, make_tar])
def test_a_bomb_costs_itself(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    path = tmp_path / "a.zip" if pack is zipped else tmp_path / "a.tar"
    path.write_bytes(pack({"a.txt": b"x" * (3 << 20), "b.txt": TEXT.encode()}))
    items = list(read([path], Settings(max_size=1)))
    assert texts_of(items) == [TEXT]
    assert problems_of(items) == [
        f"{path}/a.txt: is larger than 1 MB when unpacked (--max-size allows more)"
    ]


def test_a_packed_file_is_bounded(tmp_path: Path) -> None:
    import zstandard

    zeros = b" " * (200 << 20)
    for name, raw in (("a.txt.gz", gzip.compress(zeros)), ("a.html.zst", zstandard.compress(zeros))):
        (tmp_path / name).write_bytes(raw)
        (said,) = problems_of(list(read([tmp_path / name])))
        assert said.endswith("is larger than 64 MB when unpacked (--max-size allows more)")


def test_damaged_archives_are_said(tmp_path: Path) -> None:
    cut = make_tar({"a.txt": TEXT.encode(), "b.txt": b"x" * 2000})[:1800]
    for name, raw in (("a.zip", zipped({"a.txt": TEXT.encode()})[:-30]), ("a.tar", cut)):
        (tmp_path / name).write_bytes(raw)
        items = list(read([tmp_path / name]))
        assert "damaged" in problems_of(items)[0]
    assert texts_of(items) == [TEXT]


def test_a_file_without_a_name_costs_itself(tmp_path: Path) -> None:
    raw = zipped({"甲.txt": TEXT.encode(), "乙.txt": b"2"}).replace("乙.txt".encode(), b"\0" + b"x" * 6)
    (tmp_path / "a.zip").write_bytes(raw)
    items = list(read([tmp_path / "a.zip"]))
    assert texts_of(items) == [TEXT]
    assert len(items) == 2


def test_names_that_lead_out_of_a_zip_and_links_are_left_out() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("a/../../b.txt", "关于印发方案的通知")
        archive.writestr(link, "/etc/passwd")
        archive.writestr("c.txt", "关于印发办法的通知")
    found = list(read(stdin=io.BytesIO(raw.getvalue())))
    assert [item.group for item in found if isinstance(item, LeftOut)] == ["outside", "link"]
    assert [item.id for item in documents_of(found)] == ["-/c.txt"]
