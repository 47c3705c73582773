r"""The manual page in the macros of man(7), from the same descriptions as --help.

groff reads it as UTF-8 (its first line says so to preconv); `man -l policytext.1` shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policytext.cli.helpdata import Described, Entry, Say
from policytext.version import __version__


def manpage(whole: Described, commands: Iterable[Described], say: Say) -> Iterator[str]:
    """Lines of the page: a description, and a section for each command."""
    yield "'\\\" t -*- coding: utf-8 -*-"
    yield f'.TH POLICYTEXT 1 "" "policytext {__version__}" "{say("Manual of policytext")}"'
    yield ".nh"  # names and Chinese are not hyphenated,
    yield ".ad l"  # and no blanks put between them;
    yield ".mso zh.tmac"  # Chinese is broken between characters
    yield from _section(say("NAME"), [f"policytext \\- {_escaped(whole.line)}"])
    yield from _section(say("SYNOPSIS"), [f".B {_escaped(whole.usage)}"])
    yield from _section(say("DESCRIPTION"), _joined(whole.paragraphs))
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
