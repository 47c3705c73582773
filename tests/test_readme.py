"""What the readmes show is what the tool does, both say the same; all pages show commands that exist."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from commandline import Shell
from typer.main import get_command

from policytext.cli.app import COMMANDS, app

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")


def blocks(name: str, language: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.S)


def test_the_readmes_show_the_same() -> None:
    english, chinese = (
        [re.sub(r"\s*#.*", "", block) for block in blocks(name, r"\w+")] for name in READMES
    )
    assert english == chinese


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"`policytext {command}`" not in text] == []


def calls() -> list[tuple[str, str]]:
    """The calls of policytext in the examples of all pages, each with its page."""
    pages = [str(page.relative_to(ROOT)) for page in sorted((ROOT / "docs").rglob("*.md"))]
    return [
        (page, part.strip())
        for page in (*READMES, *pages)
        for block in blocks(page, "(?:sh|console)")
        for line in re.findall(r"^(?:\$ )?(policytext .*)", block, re.M)
        for part in re.split(r"[|>#]| && ", line)
        if part.strip().startswith("policytext ") and "…" not in part
    ]


@pytest.mark.parametrize(("page", "call"), calls())
def test_every_command_that_a_page_shows_is_taken(page: str, call: str) -> None:
    name, *arguments = shlex.split(call)[1:]
    command = get_command(app).get_command(None, name)  # type: ignore[attr-defined]
    assert command, page
    command.make_context(name, arguments)


@pytest.mark.parametrize("name", READMES)
def test_links_work_wherever_the_readme_is_shown(name: str) -> None:
    """On an index of packages no files lie beside it: links are whole, and lead to what is there."""
    here = "https://github.com/policytext/policytext/blob/main/"
    links = re.findall(r"\]\(([^)]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert [link for link in links if not link.startswith(("https://", "#"))] == []
    assert [
        link for link in links if link.startswith(here) and not (ROOT / link[len(here) :]).exists()
    ] == []


def test_before_and_after_are_real(shell: Shell, folder: Path) -> None:
    before, after, changes = blocks("README.md", "text")[:3]
    page = (folder / "page.txt").read_text(encoding="utf-8")
    cleaned = shell("policytext clean page.txt").stdout.decode()
    diff = shell("policytext inspect page.txt --diff").stdout.decode()
    for shown, real in ((before, page), (after, cleaned), (changes, diff)):
        shown = re.sub(r"\A\$.*\n", "", shown)
        assert [part for part in shown.split("…\n") if part not in real] == []
        assert real.startswith(shown.partition("…\n")[0])
        assert real.endswith(shown.rpartition("…\n")[2])


def test_the_edit_is_real(shell: Shell) -> None:
    record = json.loads(shell("policytext clean page.txt --format jsonl").stdout)
    assert json.loads(blocks("README.md", "json")[0]) in record["edits"]


def test_the_python_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    for block in blocks("README.md", "python"):
        exec(block, {})
