"""The pages on all commands, from the same descriptions as --help: for the site, and for man."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import typer

from policytext.cli.app import COMMANDS, app, panels
from policytext.cli.helpdata import Described, Entry, Say, described
from policytext.cli.register import saying
from policytext.version import __version__
from policytext.wording import Language

HEADS = {
    "en": ("Manual of policytext", "NAME", "SYNOPSIS", "DESCRIPTION"),
    "zh": ("policytext 手册", "名称", "概述", "描述"),
}
"""The title of the manual page, and the heads of its first sections."""


def all_described(say: Say) -> tuple[Described, list[Described]]:
    """The description of policytext for help, and of each command that it lists."""
    group: Any = typer.main.get_command(app)
    context = group.context_class(group, info_name="policytext")
    inner = []
    for name in COMMANDS:
        command = group.get_command(context, name)
        inner.append(described(command, command.context_class(command, context, name), say, []))
    return described(group, context, say, panels(say)), inner


def commands(language: Language) -> str:
    """Each command with its help and its options, as `--help` has them."""
    say = saying(language)
    whole, inner = all_described(say)
    head, manual = ("Commands", "As a manual page") if language == "en" else ("命令", "手册页")
    listed = [
        f"**{title}** {' · '.join(f'[{name}](#{name})' for name, _ in entries)}\n"
        for title, entries in whole.panels[1:]
    ]
    page = f"{manual}: [policytext.1](policytext.1) (`man -l policytext.1`)\n"
    return "\n".join([f"# {head}\n", *listed, page, *map(one_command, inner)])


def one_command(one: Described) -> str:
    name = one.path.split()[-1]
    lines = [f"## {name}\n", one.line, *(f"\n{paragraph}" for paragraph in one.paragraphs)]
    lines += [f"\n```text\n{one.usage}\n```\n", "```sh", *one.examples, "```\n"]
    for title, entries in one.panels:
        rows = [f"| `{cell(names)}` | {cell(text)} |" for names, text in entries]
        lines += [f"| {title} | |", "| --- | --- |", *rows, ""]
    return "\n".join(lines)


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def manpage(language: Language) -> str:
    """The manual page in the macros of man(7).

    groff reads it as UTF-8 (its first line says so to preconv); `man -l policytext.1` shows it.
    """
    return "".join(f"{line}\n" for line in _manual(language))


def _manual(language: Language) -> Iterator[str]:
    """A description, and a section for each command."""
    say = saying(language)
    whole, commands = all_described(say)
    title, name, synopsis, description = HEADS[language]
    yield "'\\\" t -*- coding: utf-8 -*-"
    yield f'.TH POLICYTEXT 1 "" "policytext {__version__}" "{title}"'
    yield ".nh"  # names and Chinese are not hyphenated,
    yield ".ad l"  # and no blanks put between them;
    yield ".mso zh.tmac"  # Chinese is broken between characters
    yield from _section(name, [f"policytext \\- {_escaped(whole.line)}"])
    yield from _section(synopsis, [f".B {_escaped(whole.usage)}"])
    yield from _section(description, _joined(whole.paragraphs))
    yield from _panels(whole)
    for one in commands:
        yield from _section(one.path.upper(), [_escaped(one.line), ".PP", f".B {_escaped(one.usage)}"])
        yield from (line for paragraph in one.paragraphs for line in (".PP", _escaped(paragraph)))
        yield from _panels(one)
        yield from _examples(one, say)


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield f'.SH "{title}"'
    yield from lines


def _joined(paragraphs: list[str]) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ".PP"
        yield _escaped(paragraph)


def _panels(one: Described) -> Iterator[str]:
    for title, entries in one.panels:
        yield f'.SS "{_escaped(title)}"'
        for entry in entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    yield ".TP"
    yield f".B {_escaped(entry.names)}"
    yield _escaped(entry.text)


def _examples(one: Described, say: Say) -> Iterator[str]:
    yield f'.SS "{say("Examples")}"'
    yield ".nf"
    yield from map(_escaped, one.examples)
    yield ".fi"


def _escaped(text: str) -> str:
    r"""Text escaped for groff: dashes stay dashes, and no line is a request.

    >>> print(_escaped("-o FILE\\x"), _escaped(".txt .md"))
    \-o FILE\ex \&.txt .md
    """
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("|", "|\\:")
    return f"\\&{escaped}" if escaped.startswith(".") else escaped
