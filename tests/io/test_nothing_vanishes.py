"""A folder as it lies about: every file is a document's or is listed with a reason, and numbers add up."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from commandline import call_here
from samples import SAMPLES

from policytext.io.kinds import KINDS

TEXT = "关于印发规划的通知\n各区：\n现印发。\n"


def archive(**members: str) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as whole:
        for name, content in members.items():
            whole.writestr(name.replace("_", "."), content)
    return raw.getvalue()


@pytest.fixture
def mess(tmp_path: Path) -> Path:
    """Each kind of file whole, cut in half and empty, and what else lies beside them."""
    folder = tmp_path / "乱 文件夹（1）"
    odd = folder / "其他"
    for name in ("全", "半", "空", "其他/网页_files", "其他/里"):
        (folder / name).mkdir(parents=True)
    for kind, make in SAMPLES.items():
        name = f"{kind}{KINDS[kind].suffixes[0]}"
        whole = make()
        for place, raw in (("全", whole), ("半", whole[: len(whole) // 2]), ("空", b"")):
            (folder / place / name).write_bytes(raw)
    (odd / f"{'长' * 80}.txt").write_text(TEXT, "utf-8")
    for name in ("a.txt", "z.TXT", "网页_files/ad.html", "里/b.md", "无后缀", "假.docx", ".隐藏.txt"):
        (odd / name).write_text(TEXT, "utf-8")
    (odd / "网页.html").write_text(f"<p>{TEXT}</p>", "utf-8")
    (odd / "~$通知.docx").write_bytes(b"\5")
    (odd / "图.rar").write_bytes(b"Rar!")
    (odd / "包.zip").write_bytes(archive(a_txt=TEXT, b_png="", c_docx="PK"))
    (odd / "c.txt.gz").write_bytes(gzip.compress(TEXT.encode())[:-6])
    if os.name == "posix":
        os.mkfifo(odd / "管道.txt")
        for name, target in (("甲.txt", "乙.txt"), ("乙.txt", "甲.txt"), ("悬.txt", "无"), ("环", ".")):
            (odd / name).symlink_to(target)
    return folder


def names(folder: Path) -> Iterator[str]:
    """What a run must account for: files, and links that are not followed."""
    for path in folder.rglob("*"):
        if not path.is_dir() or path.is_symlink():
            yield str(path)


def test_every_file_is_accounted_for(mess: Path) -> None:
    done = call_here(["clean", mess.name, "-o", "out.jsonl"], mess.parent)
    documents = [json.loads(line) for line in (mess.parent / "out.jsonl").open(encoding="utf-8")]
    rejects = [json.loads(line) for line in (mess.parent / "out.rejects.jsonl").open(encoding="utf-8")]
    found = {one["source"] for one in (*documents, *rejects)}
    crawls = (".warc", ".arc", ".har")  # the source of what they hold is its address
    lost = [
        name
        for name in (f"{mess.name}/{Path(path).relative_to(mess).as_posix()}" for path in names(mess))
        if not name.endswith(crawls) and not any(one == name or one.startswith(f"{name}/") for one in found)
    ]
    assert lost == []
    said = done.stderr.decode()
    counts = {
        noun: int(n.replace(",", "")) for n, noun in re.findall(r"([\d,]+) (document|problem)s", said)
    }
    left_out = sum(map(int, re.findall(r"left out (\d+)", said)))
    assert counts["document"] == len(documents)
    assert counts["problem"] + left_out == len(rejects)
    assert all(one["reason"] for one in rejects)
    assert done.returncode == 1


def test_an_empty_file_is_called_so(mess: Path) -> None:
    done = call_here(["clean", "乱 文件夹（1）/空", "-o", "out.jsonl"], mess.parent)
    told = [line for line in done.stderr.decode().splitlines() if "空/" in line]
    assert len(told) >= len(SAMPLES) - 1  # a picture is left out where nothing recognises it
    assert [line for line in told if not line.endswith(": is empty")] == []
