"""Every reason of a remark or a problem that the code gives can be said in Chinese."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator
from errno import EACCES, EISDIR, ENOENT
from functools import cache
from pathlib import Path

import pytest

import policytext
from policytext.resources import rows
from policytext.wording import told

PACKAGE = Path(policytext.__file__).parent
REASON = {
    "Unreadable": 0,
    "NotInstalled": 0,
    "Problem": 1,
    "LeftOut": 1,
    "problem": 0,
    "left_out": 2,
    "_mark": 1,
}
"""What is called with a reason, and at which place it stands."""
GIVES = {"bad_bytes", "_missing", "_left_out", "out_of_time", "damage", "reason"}
"""Functions that give one."""
CONSTANTS = {"NOTE", "UNSURE", "BROKEN", "GUESS", "MISFIT", "THINNED", "TOO_SHORT", "_NOTES"}
OF_THE_SYSTEM = {os.strerror(number) for number in (ENOENT, EACCES, EISDIR)}


def templates(node: ast.expr) -> list[str]:
    """The texts that an expression can be, as far as they are written there; {} for a value."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            found = [""]
            for value in values:
                if isinstance(value, ast.FormattedValue):
                    inner = templates(value.value) if isinstance(value.value, ast.IfExp) else ["{}"]
                else:
                    inner = templates(value)
                found = [before + after for before in found for after in inner or ["{}"]]
            return found
        case ast.IfExp(body=one, orelse=other):
            return [*templates(one), *templates(other)]
        case ast.Tuple(elts=values):
            return [text for value in values[1:] for text in templates(value)]
        case ast.Dict(values=values):
            return [text for value in values for text in templates(value)]
    return []


def reasons_of(tree: ast.Module) -> Iterator[str]:
    """What is given as a reason: to what takes one, by what gives one, and under a name for it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            given = node.args[REASON[name] :][:1] if name in REASON else []
            given += [
                keyword.value for keyword in node.keywords if (name, keyword.arg) == ("Change", "note")
            ]
            for value in given:
                yield from templates(value)
        elif isinstance(node, ast.FunctionDef) and node.name in GIVES:
            for inner in ast.walk(node):
                yield from templates(inner.value) if isinstance(inner, ast.Return) and inner.value else ()
        elif isinstance(node, ast.Assign):
            names = {getattr(target, "id", "") for target in node.targets}
            if names & CONSTANTS or names == {"reason"}:
                yield from templates(node.value)


@cache
def trees() -> Iterable[ast.Module]:
    return [ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))]


def is_told(template: str) -> bool:
    texts = [template.replace("{}", value) for value in ("7", " '7'")]
    texts.append(template.removesuffix("{}").replace("{}", "7"))
    return any(told(text, "zh") != text for text in texts)


def test_every_reason_is_said_in_chinese() -> None:
    found = {reason for tree in trees() for reason in reasons_of(tree)}
    found = {reason for reason in found if re.search("[a-z]{2}", reason.replace("{}", ""))}
    assert len(found) > 80
    assert sorted(reason for reason in found if not is_told(reason)) == []


def test_no_row_is_stale() -> None:
    written = {
        text
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant | ast.JoinedStr)
        for text in templates(node)
        if len(text.replace("{}", "")) > 3
    }
    written |= {text.removeprefix("{}: ") for text in written}
    read = {
        text: re.compile(".*".join(map(re.escape, text.split("{}")))) for text in written if "{}" in text
    }
    stale = []
    for english, _ in rows("reasons.zh.tsv"):
        known = english in written | OF_THE_SYSTEM or any(one.fullmatch(english) for one in read.values())
        row = re.compile(".*".join(map(re.escape, english.split("{}"))))
        if not known and not any(row.fullmatch(text) for text in written):
            stale.append(english)
    assert stale == []


@pytest.mark.parametrize("english", [english for english, _ in rows("reasons.zh.tsv")])
def test_all_values_are_said(english: str) -> None:
    values = [f"⟨{number}⟩" for number in range(english.count("{}"))]
    said = told(english.replace("{}", "%s") % tuple(values) if values else english, "zh")
    assert all(value in said for value in values)
    assert not re.search("[a-z]{4} [a-z]{3}", said.replace("pip install", ""))
