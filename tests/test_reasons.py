"""Every reason of a remark or a problem, and all else that a run says, can be said in Chinese."""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from cases import read_cases

import policytext
from policytext.io.readers.fieldnames import usual_names
from policytext.resources import rows
from policytext.wording import TOLD, translated_reason

PACKAGE = Path(policytext.__file__).parent
REASON = {
    name: place
    for place, names in enumerate(
        (
            "Unreadable NotInstalled problem Damaged tell say UsageError SettingsError OutputError "
            "DictionaryError StorageError ImportError BadParameter _end",
            "Problem LeftOut _mark Note Reader nothing_wanted",
            "left_out by_field",
        )
    )
    for name in names.split()
}
"""What is called with a reason, and at which place it stands."""
GIVES = {
    "bad_bytes", "_missing", "_left_out", "out_of_time", "damage", "reason", "advised", "wrong", "said",
    "missed", "_wanted", "_unknown_option", "_without_value", "_bad_value", "_unknown_command", "_alike",
    "_remarks_on", "_idle",
}  # fmt: skip
"""Functions that give one."""
CONSTANTS = {
    "NOTE", "UNSURE", "BROKEN", "GUESS", "MISFIT", "THINNED", "TOO_SHORT", "_NOTES", "_BROKEN", "_UNPACK",
    "_BEYOND", "CHANGED", "_FORMULA", "TOGETHER", "_UNKNOWN", "_WRITTEN", "_ESCAPES", "_EMBEDDED", "_FRAME",
    "_MAIL", "_ATTACHED", "_NUMBERED", "_DAMAGED", "TOO_LARGE", "GLYPHS", "PUT_IN", "LOST_OR_MEANT",
    "OF_PROGRAMS",
}  # fmt: skip
OF_THE_SYSTEM = {
    os.strerror(getattr(errno, name))
    for name in (
        "EACCES", "EDQUOT", "EEXIST", "EIO", "EISDIR", "ELOOP", "ENAMETOOLONG", "ENOENT", "ENOSPC",
        "ENOTDIR", "EROFS",
    )
}  # fmt: skip
_CODE = re.compile(r"pip install|policytext clean|--[a-z]+ [a-z]+")
_ENGLISH = re.compile("[a-z]{3,} [a-z]{2,}")
COMPOSED = {
    "left out {} {} that it does not read ({})",
    "the shares of {} without any of the words are not known",
    "one of {}",
    "no entity is of the type {}",
    "go on as it was begun, or {} to begin anew",
    "{}: name it {}",
    "{}: is no YAML of categories, whose colon is : and not ：; {}",
    "{}{}: is no YAML here: {}; {}",
    "{} is {}, not {}",
    "{} --list-rules names them all",
    "{}; did you mean {}?",
    "{}; did you mean {}? {}",
    "{}; {}",
    "{}; the types are {}",
    "{}; {} is no file: did you mean --term {}?",
}
"""Sentences of which the code puts in a part; a row has each as it is then."""
PUT_TOGETHER = {
    "partial ({})", "unreadable ({})", "a whole number from {}", "a whole number from {} to {}",
    "a whole number to {}", "a number from {} to {}", "a number to {}",
    "is a named pipe", "is a socket", "is a device",
}  # fmt: skip
"""Rows for what the code puts together of parts."""
OF_TYPER = {
    "Missing argument '{}'.",
    "Missing option '{}'.",
    "Got unexpected extra argument ({})",
    "Got unexpected extra arguments ({})",
}


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
        case ast.List(elts=values):
            return [text for value in values for text in templates(value)]
        case ast.ListComp(elt=value):
            return templates(value)
        case ast.Dict(values=values):
            return [text for value in values for text in templates(value)]
    return []


def reasons_of(tree: ast.Module) -> Iterator[str]:
    """What is given as a reason: to what takes one, by what gives one, and under a name for it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            is_help = name == "say" and isinstance(node.func, ast.Name)
            given = node.args[REASON[name] :][:1] if name in REASON and not is_help else []
            given += [
                keyword.value for keyword in node.keywords if (name, keyword.arg) == ("Change", "note")
            ]
            given += node.args if name == "append" and _of(node.func) == "told" else []
            for value in given:
                yield from templates(value)
        elif isinstance(node, ast.FunctionDef) and node.name in GIVES:
            for inner in ast.walk(node):
                yield from (
                    templates(inner.value)
                    if isinstance(inner, ast.Return | ast.Yield) and inner.value
                    else ()
                )
        elif isinstance(node, ast.AugAssign) and getattr(node.target, "id", "") == "told":
            yield from templates(node.value)
        elif isinstance(node, ast.Assign):
            names = {getattr(target, "id", "") for target in node.targets}
            if names & CONSTANTS or names == {"reason"}:
                yield from templates(node.value)


def _of(function: ast.expr) -> str:
    """The name of what a method is called on."""
    return getattr(getattr(function, "value", None), "id", "")


@cache
def trees() -> Iterable[ast.Module]:
    return [ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))]


def tables() -> list[list[str]]:
    return [row for table in TOLD for row in rows(table)]


def is_told(template: str) -> bool:
    texts = [template.replace("{}", value) for value in ("7", " '7'")]
    texts.append(template.removesuffix("{}").replace("{}", "7"))
    return any(text != said and not _ENGLISH.search(said) for text in texts for said in [_said(text)])


def _said(english: str) -> str:
    return _CODE.sub("", translated_reason(english, "zh"))


def test_every_reason_is_said_in_chinese() -> None:
    found = {reason for tree in trees() for reason in reasons_of(tree)}
    found = {reason for reason in found if re.search("[a-z]{2}", reason.replace("{}", ""))}
    assert len(found) > 80
    assert sorted(reason for reason in found - COMPOSED if not is_told(reason)) == []


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
    known = written | OF_THE_SYSTEM | OF_TYPER | PUT_TOGETHER
    stale = [
        english
        for english, _ in tables()
        if english not in known
        and not any(fits(text, english) or fits(english, text) for text in written if " " in text)
    ]
    assert not stale, "\n".join(stale)


def fits(template: str, text: str) -> bool:
    """Is a text what a template may become?"""
    pieces = template.split("{}")
    if not all(piece in text for piece in pieces):  # spares most of the patterns
        return False
    return re.fullmatch(".*".join(map(re.escape, pieces)), text) is not None


def test_every_fact_that_a_column_gives_is_said() -> None:
    """A line that names several stays English where one is not known, with its first in Chinese."""
    facts = sorted(set(usual_names().values()))
    assert [fact for fact in facts if translated_reason(f"{fact} is 'x'", "zh").isascii()] == []


@pytest.mark.parametrize(("english", "chinese"), read_cases(__file__, "said_in_chinese.json").items())
def test_whole_messages(english: str, chinese: str) -> None:
    """What stands before a sentence, between sentences, or is a sentence in a sentence."""
    assert translated_reason(english, "zh") == chinese


@pytest.mark.parametrize("english", [english for english, _ in tables()])
def test_all_values_are_said(english: str) -> None:
    values = [f"⟨{number}⟩" for number in range(english.count("{}"))]
    said = translated_reason(english.replace("{}", "%s") % tuple(values) if values else english, "zh")
    assert all(value in said for value in values)
    assert not _ENGLISH.search(_CODE.sub("", said))
