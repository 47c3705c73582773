"""Every command explains itself, with examples that work as they stand."""

from __future__ import annotations

import re
from typing import Any

import pytest
from commandline import Shell
from typer.main import get_command

from policytext.cli.app import COMMANDS, app

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


def test_every_command_has_examples_and_help_for_every_option() -> None:
    assert {name for name, _ in examples()} == set(COMMANDS)
    for command in commands().values():
        assert COMMANDS[str(command.name)] == command.get_short_help_str(200), "app.COMMANDS"
        undescribed = [p.name for p in command.params if p.name != "help" and not p.help]
        assert not undescribed, (command.name, undescribed)


@pytest.mark.parametrize("line", [line for _, line in examples()])
def test_example(line: str, shell: Shell) -> None:
    assert shell("policytext clean pages -o cleaned.jsonl").returncode == 0
    done = shell(line)
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr
