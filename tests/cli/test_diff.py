"""policytext diff: what a reader of two versions sees."""

from __future__ import annotations

from pathlib import Path

from commandline import Shell

OLD = "第一条　为了节水，制定本办法。\n第二条　用水单位应当安装水表。\n第三条　本办法自公布之日起施行。\n"
NEW = OLD.replace("水表", "智能水表").replace("第三条　", "第三条　鼓励中水回用。\n第四条　")


def test_text_table_and_page(shell: Shell, folder: Path) -> None:
    (folder / "old.txt").write_text(OLD, encoding="utf-8")
    (folder / "new.txt").write_text(NEW, encoding="utf-8")
    text = shell("policytext diff old.txt new.txt").stdout.decode()
    assert "用水单位应当安装[-水表-]{+智能水表+}。" in text
    assert "为了节水" not in text
    rows = shell("policytext diff old.txt new.txt --format csv").stdout.decode().splitlines()
    assert [row.split(",")[:3] for row in rows[1:]] == [
        ["same", "第一条", "第一条"],
        ["changed", "第二条", "第二条"],
        ["added", "", "第三条"],
        ["same", "第三条", "第四条"],
    ]
    assert shell("policytext diff old.txt new.txt -o page.html").returncode == 0
    assert "<ins>智能水表</ins>" in (folder / "page.html").read_text(encoding="utf-8")


def test_in_chinese(shell: Shell, folder: Path) -> None:
    (folder / "old.txt").write_text(OLD, encoding="utf-8")
    (folder / "new.txt").write_text(NEW, encoding="utf-8")
    told = shell("policytext diff old.txt new.txt --language zh").stdout.decode().splitlines()
    assert told[0] == "old.txt → new.txt：2 未变，1 改动，1 新增"
    assert told[1].startswith("改动    第二条 ")
    shell("policytext diff old.txt new.txt --language zh -o page.html")
    assert '<tr class="added"><th>新增</th>' in (folder / "page.html").read_text(encoding="utf-8")
