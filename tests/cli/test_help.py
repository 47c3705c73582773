"""Every command explains itself, in two languages, with examples that work as they stand."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from commandline import Shell
from typer.main import get_command
from typer.testing import CliRunner

from docs.commandpages import all_described, manpage
from policytext.cli.app import COMMANDS, app
from policytext.cli.helpdata import PANELS, Described
from policytext.cli.helptext import helptext
from policytext.io.writers.terminal import width
from policytext.resources import rows

CASES = read_cases(__file__, "help_cases.json")
SAMPLES = Path(__file__).parents[2] / "data" / "samples"
EXAMPLE = re.compile(r"^ +((?:policytext|cat|echo) .*)$", re.M)


def commands() -> dict[str, Any]:
    """Every command, loaded."""
    group: Any = get_command(app)
    return {name: group.get_command(None, name) for name in COMMANDS}


def examples() -> list[tuple[str, str]]:
    found = []
    for name, command in commands().items():
        text = command.help or ""
        found += [(name, line) for line in EXAMPLE.findall(text.partition("Examples:")[2])]
    return found


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `policytext clean pages -o cleaned.jsonl` writes, of which most examples are."""
    made = tmp_path_factory.mktemp("examples") / "cleaned.jsonl"
    program = Path(sys.executable).with_name("policytext")
    subprocess.run([program, "clean", SAMPLES, "-o", made, "-q"], check=True)
    return made


SILENT = {"LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "C.UTF-8"}


def call(args: list[str], environment: dict[str, str] | None = None) -> str:
    """What a call prints, made in this process."""
    done = CliRunner().invoke(app, args, prog_name="policytext", env={**SILENT, **(environment or {})})
    assert done.exit_code == 0, done.output
    return done.stdout


def english(text: str) -> str:
    return text


def test_every_command_has_examples_and_help_for_every_option() -> None:
    assert {name for name, _ in examples()} == {*COMMANDS}
    for command in commands().values():
        undescribed = [p.name for p in command.params if p.name != "help" and not p.help]
        assert not undescribed, (command.name, undescribed)


@pytest.mark.parametrize("line", [line for _, line in examples()])
def test_example(line: str, shell: Shell, folder: Path, cleaned: Path) -> None:
    shutil.copy(cleaned, folder)
    done = shell(line)
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_chinese_help_is_complete_and_has_nothing_beside() -> None:
    said: set[str] = set()

    def note(text: str) -> str:
        said.add(text)
        return text

    whole, inner = all_described(note)
    for one in (whole, *inner):
        helptext(one, note, 80)
    translated = {key for key, _ in rows("help.zh.tsv")}
    assert (sorted(said - translated), sorted(translated - said)) == ([], []), "missing, stale: help.zh.tsv"


@pytest.mark.parametrize("room", [50, 78, 98])
@pytest.mark.parametrize("say", [english, dict(rows("help.zh.tsv")).__getitem__], ids=["en", "zh"])
def test_help_fits_its_columns(say: Any, room: int) -> None:
    whole, inner = all_described(say)
    for one in (whole, *inner):
        for line in helptext(one, say, room).splitlines():
            unbroken = "  " not in line.strip()  # long names, and examples to copy, stay whole
            assert width(line) <= room or unbroken, line


def test_what_a_command_alone_has_comes_first() -> None:
    for one in all_described(english)[1]:
        titles = [panel.title for panel in one.panels]
        order = [title.format(command=one.path.split()[-1]) for title in PANELS]
        assert titles == [title for title in order if title in titles]
        assert titles[-1] == "Running"


def options(name: str) -> str:
    described_: Described = next(
        one for one in all_described(english)[1] if one.path.endswith(f" {name}") or one.path == name
    )
    return " ".join(entry.names for panel in described_.panels for entry in panel.entries)


@pytest.mark.parametrize(("command", "option"), CASES["options that do nothing"])
def test_what_does_nothing_is_not_offered(command: str, option: str) -> None:
    assert option not in re.split(r"[ |]", options(command))


@pytest.mark.parametrize(("name", "begins"), CASES["by"])
def test_what_a_command_does_by_a_field_is_said(name: str, begins: str) -> None:
    (by,) = (param for param in commands()[name].params if param.name == "by")
    assert by.help.startswith(f"{begins}: year, quarter, month, ")


@pytest.mark.parametrize(("spoken", "language"), CASES["chinese"])
def test_help_in_chinese(spoken: dict[str, str], language: list[str]) -> None:
    whole = call([*language, "--help"], spoken)
    assert whole.startswith("用法：policytext [选项] 命令")
    assert call(["--help", *language], spoken) == whole
    for args in (["clean", *language, "--help"], [*language, "clean", "--help"]):
        inner = call(args, spoken)
        assert "还原文本最初发布时的样子。" in inner
        assert "输入：" in inner


def test_help_in_english_where_chinese_is_not_the_first_language() -> None:
    assert call(["--help"], {"LANGUAGE": "en:zh_CN"}).startswith("Usage:")
    assert call(["--language", "en", "clean", "--help"], {"LANG": "zh_CN.UTF-8"}).startswith("Usage:")


def test_the_language_that_is_named_is_that_of_tables_too(shell: Shell) -> None:
    head = shell("policytext --language zh keywords page.txt --top 1").stdout.decode().splitlines()[0]
    assert head == "文档编号,名次,关键词,得分,次数"
    done = shell("LANGUAGE=zh_CN policytext keywords page.txt --top 1")
    assert done.stdout.decode().startswith("doc_id,")


def test_the_manual_page_is_one_for_groff(shell: Shell, folder: Path) -> None:
    page = manpage("en")
    (folder / "zh.1").write_text(manpage("zh"), "utf-8")
    assert all(f'.SH "POLICYTEXT {name.upper()}"' in page for name in COMMANDS)
    assert "\n.TP\n.B \\-o, \\-\\-output PATH\n" in page
    lint = shell("command -v groff > /dev/null || exit 0; groff -K utf8 -Tutf8 -man -ww -z zh.1")
    assert (lint.returncode, lint.stderr) == (0, b"")


@pytest.mark.parametrize(("shell_name", "words", "expected"), CASES["completion"])
def test_completion(shell_name: str, words: str, expected: list[str]) -> None:
    said = call(
        [],
        {
            "_POLICYTEXT_COMPLETE": f"complete_{shell_name}",
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
            "_TYPER_COMPLETE_ARGS": words,
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": words.split()[-1],
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        },
    )
    assert [line for line in said.splitlines() if line] == expected


@pytest.mark.parametrize("name", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_completion_is_shown_for_every_shell(name: str) -> None:
    assert "_POLICYTEXT_COMPLETE" in call(["--show-completion", name])
