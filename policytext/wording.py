"""What tables, columns and sentences are called in the user's language. English is in the code."""

from __future__ import annotations

import operator
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from policytext.resources import mapping, rows

if TYPE_CHECKING:  # help waits for none of it
    from policytext.schema import Column, Table

Language = Literal["en", "zh"]
VALUE = "{}"
COMMA: Mapping[Language, str] = {"en": ", ", "zh": "，"}
COLON: Mapping[Language, str] = {"en": ": ", "zh": "："}
SEMICOLON: Mapping[Language, str] = {"en": "; ", "zh": "；"}
BRACKETS: Mapping[Language, str] = {"en": " ({})", "zh": "（{}）"}
_CODE = re.compile("(?:^|[；：])([A-Za-z_-]+(?: [a-z]+)*) ([^；]+)")
_CODES_TOGETHER = re.compile("(; |, )")
_PLACED = re.compile(r"(?P<place>.+?)(?:, line (?P<line>\d+))?: (?P<rest>.+)", re.DOTALL)


def localized(table: Table, language: Language) -> Table:
    """The table with labels and meanings in the language; what has none there, or a label, keeps its own.

    >>> from policytext.schema import Column, Table
    >>> table = Table("keywords", (Column("score", "number", ""), Column("2024", "integer", "")))
    >>> localized(table, "zh").title, [column.heading for column in localized(table, "zh").columns]
    ('关键词', ['得分', '2024'])
    """
    if language == "en":
        return table
    from dataclasses import replace

    from policytext.schema import captions

    *_, label, description = captions().get((table.name, ""), ("", table.description))
    columns = tuple(_localized(table.name, column) for column in table.columns)
    return replace(table, columns=columns, label=label, description=description)


def _localized(table: str, column: Column) -> Column:
    if column.label:
        return column
    from dataclasses import replace

    from policytext.schema import ANY, captions

    for key in ((table, column.name), (ANY, column.name), (table, ANY)):
        *_, label, description = captions().get(key, ("", ""))
        if label or description:
            return replace(column, label=label, description=description)
    return column


def spoken(table: Table, language: Language) -> Mapping[str, Callable[[str], str]]:
    """How to say reasons, names of columns, and codes that the meaning of their column lists, by column.

    >>> from policytext.schema import Column, Table
    >>> say = spoken(Table("targets", (Column("bound", "string", "exact 等于；about 约"),)), "zh")["bound"]
    >>> say("about"), say("else"), spoken(Table("words", (Column("tag", "string", "（n 名词）"),)), "zh")
    ('约', 'else', {})
    """
    if language == "en":
        return {}
    found: dict[str, Callable[[str], str]] = {}
    for column in table.columns:
        codes = dict(_CODE.findall(column.description))
        if column.reason:
            found[column.name] = partial(translated_reason, language=language)
        elif column.names:
            found[column.name] = partial(_names_said, table.name)
        elif codes and column.type == "string":
            found[column.name] = partial(_code_said, codes)
    return found


def _code_said(codes: Mapping[str, str], written: str) -> str:
    """A code, or several, of which some have a value behind them."""
    said = []
    for part in _CODES_TOGETHER.split(written):
        begun = [code for code in codes if f"{part} ".startswith(f"{code} ")]
        code = max(begun, key=len, default="")  # number line, and not number
        said.append(codes.get(code, "") + part.removeprefix(code))
    return "".join(said)


def _names_said(table: str, names: str) -> str:
    from policytext.schema import Column

    return "、".join(_localized(table, Column(name, "string", "")).heading for name in names.split("、"))


def counted(number: int, noun: str, language: Language = "en") -> str:
    """A number and what is counted.

    >>> counted(1, "document"), counted(2000, "document"), counted(1, "document", "zh")
    ('1 document', '2,000 documents', '1 份文件')
    """
    if language == "en":
        return f"{number:,} {noun}{'' if number == 1 else 's'}"
    return translated(f"{{}} {noun}s", language).format(f"{number:,}")


SENTENCES = "sentences.zh.tsv"


def translated(sentence: str, language: Language, table: str = SENTENCES) -> str:
    """A sentence in the language, or as it is where the table has no translation.

    >>> translated("Nothing was cut.", "zh"), translated("Nothing was cut.", "en"), translated("x", "zh")
    ('没有内容被截断。', 'Nothing was cut.', 'x')
    """
    return sentence if language == "en" else mapping(table).get(sentence, sentence)


_NAMED = re.compile(r"\{(\w+)[^}]*\}")
TOLD = ("reasons.zh.tsv", "messages.zh.tsv")


class Sentence(NamedTuple):
    """A sentence as it is read, and as it is said in Chinese; `pieces` stand between its values."""

    pattern: re.Pattern[str]
    chinese: str
    pieces: tuple[str, ...]

    def values(self, reason: str) -> Sequence[str] | None:
        """The values of a reason that is this sentence, None of another."""
        if not all(piece in reason for piece in self.pieces):  # a tenth of the time of the pattern
            return None
        found = self.pattern.fullmatch(reason)
        return found and found.groups()


def translated_reason(reason: str, language: Language) -> str:
    """Why something is as it is, in the language; what no row fits stays, behind its place if it has one.

    A reason is kept as the English sentence, for it travels: in records, in files of rejects, from worker
    to worker. `reasons.zh.tsv` has each, and `messages.zh.tsv` what else a run says, {} for each value.

    >>> translated_reason("sheet '2024': row has 3 cells, the header has 2", "zh")
    '工作表“2024”：本行有 3 格，表头有 2 格'
    >>> translated_reason("a.zip/b.txt: is empty", "zh"), translated_reason("ValueError: x", "zh")
    ('a.zip/b.txt：内容为空', 'ValueError: x')
    >>> translated_reason("a.csv, line 3: is empty", "zh")
    'a.csv 第 3 行：内容为空'
    """
    return reason if language == "en" else _in_chinese(reason)


def _in_chinese(reason: str) -> str:
    whole, sentences = _known()
    if reason in whole:
        return whole[reason]
    placed = _PLACED.fullmatch(reason)
    place = whole.get(placed["place"], placed["place"]) if placed else ""
    if placed and placed["line"]:
        return f"{place} 第 {placed['line']} 行：{_in_chinese(placed['rest'])}"
    if said := _all_in_chinese(reason.split(COMMA["en"])):
        return COMMA["zh"].join(said)
    for sentence in sentences:
        if (values := sentence.values(reason)) is not None:
            return _filled(sentence.chinese, [_in_chinese(value) for value in values])
    if placed and (rest := _in_chinese(placed["rest"])) != placed["rest"]:
        return f"{place}：{rest}"
    return reason


def _all_in_chinese(reasons: Sequence[str]) -> list[str]:
    """Several reasons in Chinese, where all are known."""
    said = [_in_chinese(reason) for reason in reasons] if len(reasons) > 1 else []
    return [] if any(map(operator.eq, said, reasons)) else said


def _filled(chinese: str, values: list[str]) -> str:
    """The sentence with its values, in order or where it numbers them, from 1."""
    return chinese.format(*values) if VALUE in chinese else chinese.format("", *values)


@cache
def _known() -> tuple[Mapping[str, str], list[Sentence]]:
    """Sentences without values, and those with some, the most particular first."""
    table = {english: chinese for name in TOLD for english, chinese in rows(name)}
    named = ((english, chinese) for english, chinese in rows(SENTENCES) if _NAMED.search(english))
    table |= dict(_without_names(*sentence) for sentence in named)
    with_values = [english for english in table if VALUE in english]
    with_values.sort(key=lambda english: len(english.replace(VALUE, "")), reverse=True)
    sentences = []
    for english in with_values:
        pieces = english.split(VALUE)
        pattern = re.compile("(.+?)".join(map(re.escape, pieces)), re.DOTALL)
        sentences.append(Sentence(pattern, table[english], tuple(filter(None, pieces))))
    return table, sentences


def _without_names(english: str, chinese: str) -> tuple[str, str]:
    """A sentence whose values have names, as those are written whose values have none.

    >>> _without_names("{name}: cells cut: {found:,}", "{name}：{found:,} 格已截断")
    ('{}: cells cut: {}', '{1}：{2} 格已截断')
    """
    names = _NAMED.findall(english)
    return _NAMED.sub(VALUE, english), _NAMED.sub(lambda named: f"{{{names.index(named[1]) + 1}}}", chinese)


def system_language() -> Language:
    """The language that the user speaks with the system, as far as it is one of ours.

    The variables of POSIX and of gettext in gettext's order, else (Windows, macOS) what the system says.
    """
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if given := os.environ.get(name):
            return _first_known(given.split(":"))
    import locale  # where no variable says it

    return _first_known([locale.getlocale()[0] or ""])


def _first_known(spoken: Iterable[str]) -> Language:
    """The first of the languages that is ours.

    >>> _first_known(["fr", "zh_CN.UTF-8", "en"]), _first_known(["Chinese (Simplified)_China"])
    ('zh', 'zh')
    """
    for one in spoken:
        if one.lower().startswith(("zh", "chinese")):
            return "zh"
        if one.lower().startswith("en"):
            return "en"
    return "en"
