"""The fields by which documents are grouped: of their record, of their header, or a part of their date."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Generator, Iterable, Mapping
from functools import cache, lru_cache, partial
from operator import add
from typing import Any, NamedTuple, Protocol, TypeVar

from policytext.analysis import Analysis
from policytext.io.readers.fieldvalues import day_of, is_unknown
from policytext.language.places import find_places, names
from policytext.metadata.fullnames import full_bodies
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.days import days, stated_part, stated_year
from policytext.resources import mapping
from policytext.tables.documents import HEADER

DATES = ("date", "日期", "发布日期", "发布时间", "成文日期", "date_published", "date_written")
"""Fields of records that state a document's date, the first that a record has."""

PERIODS = ("year", "quarter", "month")
FACTS = tuple(name for name in HEADER if name not in (*PERIODS, "unsure"))
"""The facts of a document's header; `unsure` names the weakly supported ones."""

FOUND = ("id", "source", "title", "date", "province", *PERIODS, *FACTS)
"""The fields by which every document can be grouped, whatever its record has."""

ENOUGH = 1000  # documents after which a field that none of them has is taken for unknown
_JOINTS = re.compile(r"[、，,；;/\s]+")  # between those who issue together, as columns write them
_MIDNIGHT = re.compile(r"(?:[T ]00:00(?::00(?:\.0+)?)?)?")  # of a day as programs write it


_OWN = frozenset((*FACTS, "province", "year"))
"""What a record's column says by any of its names; a column of months has mostly no year."""


_in_chinese = partial(mapping, "field_names.tsv")


@cache
def _names(field: str) -> tuple[str, ...]:
    """The field, and the other names that a column with what it holds may have."""
    known = known_as(field)
    others = [name for name, meant in _in_chinese().items() if meant == known] if known in _OWN else []
    return tuple(dict.fromkeys((field, known, *others)))


def known_as(field: str) -> str:
    """The English name of a field that every document has, where it is given in Chinese; else the field.

    >>> known_as("省份"), known_as("year"), known_as("我的字段")
    ('province', 'year', '我的字段')
    """
    return _in_chinese().get(field, field)


class UnknownFieldError(ValueError):
    """No document has the field; the message lists those that there are."""

    def __init__(self, field: str, known: Iterable[str]) -> None:
        listed = ", ".join(sorted({*known, *FOUND}))
        super().__init__(f"no document has the field '{field}'; there are: {listed}")


class GroupingWarning(UserWarning):
    """Documents count in another group than their record alone would say."""


class Grouping(NamedTuple):
    """A document's value of a field ("" if none); `others` are its fields if it does not have this one.

    `documents`: how many these are; `stated`: in how many records the value stands; `inferred`: for how
    many it comes from the text; `redated`: for how many against the day in their record; `renamed`: how
    many issuers have another name than is written.
    """

    group: str
    others: tuple[str, ...] | None = None
    documents: int = 1
    missing: int = 0
    stated: int = 0
    inferred: int = 0
    redated: int = 0
    renamed: int = 0

    @classmethod
    def of(cls, groupings: Iterable[Grouping]) -> Grouping:
        """Several documents as one, for `checked`."""
        every = list(groupings)
        sums = [sum(counted) for counted in zip(*(one[2:] for one in every), strict=True)] or [0]
        if any(one.others is None for one in every):
            return cls("", None, *sums)
        return cls("", tuple({name: None for one in every for name in one.others or ()}), *sums)


def grouping(analysis: Analysis, field: str | None) -> Grouping:
    """The group of a document when documents are grouped by a field; None: all are one group."""
    if field is None:
        return Grouping("")
    meta = analysis.document.meta
    has_field = known_as(field) in FOUND or field in meta
    group = value(analysis, field)
    is_stated = bool(_said(meta, field))
    return Grouping(
        group,
        None if has_field else tuple(meta),
        1,
        not group,
        is_stated,
        bool(group) and not is_stated,
        _is_redated(analysis, known_as(field), group),
        known_as(field) == "issuer" and _is_renamed(analysis, group),
    )


def _is_redated(analysis: Analysis, field: str, group: str) -> bool:
    """Does the day in the record lie in another period than the day of writing, which counts?"""
    if field not in ("date", *PERIODS) or (field != "date" and _said(analysis.document.meta, field)):
        return False
    recorded = recorded_date(analysis.document.meta)
    other = recorded if field == "date" else period(recorded, field)
    return bool(other) and not group.startswith(other)


def _is_renamed(analysis: Analysis, group: str) -> bool:
    """Is the issuer written otherwise than its group is called, joints and blanks aside?"""
    meta = analysis.document.meta
    stated = (as_group(meta[name]) for name in _names("issuer") if meta.get(name))
    written = next(stated, "") or (analysis.header.issuer if group else "")
    return bool(group) and _JOINTS.sub("", written) != _JOINTS.sub("", group)


Grouped = TypeVar("Grouped", bound="HasGrouping")


class HasGrouping(Protocol):
    @property
    def grouping(self) -> Grouping: ...


def checked(items: Iterable[Grouped], field: str | None) -> Generator[Grouped, None, Grouping]:
    """The items; UnknownFieldError once it is clear that no document has the field.

    GroupingWarning at the end if some records have it and for others it comes from the text, if the text
    says another period than the day in the record, or if an issuer counts under its full name. What the
    generator returns is all of them as one.
    """
    known: set[str] = set()
    found = field is None or known_as(field) in FOUND
    sums = [0] * len(Grouping("")[2:])
    for item in items:
        found = found or item.grouping.others is None
        known.update(item.grouping.others or ())
        sums = [*map(add, sums, item.grouping[2:])]
        if sums[0] >= ENOUGH and not found:
            break
        yield item
    every = Grouping("", None, *sums)
    if field is None:  # or checked already
        return every
    if every.documents and not found:
        raise UnknownFieldError(field, known)
    if every.stated and every.inferred:
        what = f"{every.inferred:,} of {every.documents:,} documents have no '{field}' of their own"
        warnings.warn(f"{what}: their text says it", GroupingWarning, stacklevel=2)
    if every.redated:
        part, of = known_as(field), f"{every.documents:,} documents"
        what = f"{every.redated:,} of {of} count in the '{part}' of their writing, not in that of"
        warnings.warn(f"{what} the day in their record", GroupingWarning, stacklevel=2)
    if every.renamed:
        warn_of_renamed(every.renamed, every.documents)
    return every


def warn_of_renamed(renamed: int, documents: int) -> None:
    """Say how many documents count under another name of their issuer than the one they have."""
    what = f"{renamed:,} of {documents:,} documents count under the full name of their issuer"
    warnings.warn(f"{what} (issuer_normalized of metadata)", GroupingWarning, stacklevel=3)


def value(analysis: Analysis, field: str) -> str:
    """A document's value of a field; "" where it has none.

    A field of the record that is not blank takes precedence over the text. `date` is the day of writing,
    or else the one in the record, which is mostly that of a page (ISO 8601); `year`, `quarter` and
    `month` are parts of it, so that a year is the `year` of the table of documents.

    >>> from policytext.document import Document
    >>> page = Analysis(Document("a", "略。", meta={"date": "2024年5月6日", "部门": "某局"}))
    >>> [value(page, field) for field in ("date", "year", "quarter", "月份", "部门", "place")]
    ['2024-05-06', '2024', '2024-Q2', '2024-05', '某局', '']
    """
    document = analysis.document
    if field != "date" and (said := _said(document.meta, field)):
        return said
    if (name := known_as(field)) != field:
        return value(analysis, name)
    if field in ("id", "source"):
        return document.id if field == "id" else document.source
    if field == "date":
        return _date(analysis)
    if field in PERIODS:
        return period(_date(analysis), field)
    if field == "province":
        return names().get(f"{analysis.header.adcode[:2]}0000", "") if analysis.header.adcode else ""
    if field == "issuer":
        field = "issuer_normalized"
    return str(getattr(analysis.header, field) or "") if field in ("title", *FACTS) else ""


def _said(meta: Mapping[str, Any], field: str) -> str:
    """What a record itself says of a field, by any of its names.

    >>> [_said({"省份": name}, "province") for name in ("湖南省", " ")]
    ['湖南省', '']
    """
    for name in _names(field):
        given = meta.get(name)
        if given is not None and (stated := _stated(given, name if name in DATES else known_as(field))):
            return stated
    return ""


def _stated(value: Any, field: str) -> str:
    """A value of a record's field as a group; periods, provinces and joint issuers in one notation.

    What stands for an unknown fact is none; in a field of the user's own it is a value as any other.

    >>> _stated("2024年5月6日", "发布时间"), _stated("2024-05-06 00:00:00", "发布时间")
    ('2024-05-06', '2024-05-06')
    >>> [_stated("未知", field) for field in ("year", "地区")], _stated("广东", "province")
    (['', '未知'], '广东省')
    >>> _stated("财政部 税务总局", "issuer"), _stated("某市人民政府 办公室", "issuer")
    ('财政部、税务总局', '某市人民政府办公室')
    """
    written = as_group(value)
    if field in (*PERIODS, *_OWN) and is_unknown(written):
        return ""
    if field in PERIODS:
        return period(_stated_date(written), field) or written
    if field == "province":
        return _province(written)
    if field == "issuer":
        return _issuer(written)
    if field in DATES:
        return _stated_date(written) or written
    day = next(days(written), None)
    return day.iso if day and day.start == 0 and _MIDNIGHT.fullmatch(written, day.end) else written


@lru_cache(1 << 12)
def _issuer(written: str) -> str:
    """Who issued it by the full name, joint issuers joined by 、; what is not read as bodies as written."""
    if agencies(whole := "".join(written.split())) == [whole]:  # 某市人民政府 办公室
        return full_bodies([whole])[0]
    parts = [part for part in _JOINTS.split(written) if part]
    return "、".join(full_bodies(parts)) if agencies("、".join(parts)) == parts else written


def _province(written: str) -> str:
    """The official name of a province that is called by a short one; else what is written."""
    codes = [found.codes for found in find_places(written) if found.end - found.start == len(written)]
    return names()[codes[0][0]] if codes and codes[0][0].endswith("0000") else written


def as_group(value: Any) -> str:
    """The name of the group of a value of a record's field.

    >>> [as_group(value) for value in (" 某局 ", 2024.0, True, ["某局", "某委"], {"a": 1})]
    ['某局', '2024', 'true', '某局; 某委', '{"a": 1}']
    """
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "; ".join(map(as_group, value))
    return json.dumps(value, ensure_ascii=False, default=str)


def _date(analysis: Analysis) -> str:
    """The date of writing, else the one in the record, else the day of publication: at least a year, if
    one is known."""
    header = analysis.header
    written = header.date if header.date_written else ""
    return written or recorded_date(analysis.document.meta) or header.date or header.year


def recorded_date(meta: Mapping[str, Any]) -> str:
    """The first date in a record, however it is written, in ISO 8601 to the precision that it has.

    Of a span of days the year, if it is one; a field that says none (待定) is passed over.

    >>> recorded_date({"发布日期": "二〇二四年五月六日"}), recorded_date({"date": "2024年5月6日至5月9日"})
    ('2024-05-06', '2024')
    """
    written = (as_group(meta[name]) for name in DATES if meta.get(name))
    return next(filter(None, (_stated_date(one) or stated_year(one) for one in written)), "")


def _stated_date(written: str) -> str:
    """The day, month or year that a value is; "" for a span of them."""
    return day_of(written)[0] or stated_part(written)


def period(date: str, part: str) -> str:
    """The year, quarter or month of a date in ISO 8601; "" where it has none.

    >>> period("2024-05-06", "month"), period("2024-05", "quarter"), period("2024", "month")
    ('2024-05', '2024-Q2', '')
    """
    year, month = date[:4], date[5:7]
    if part == "year":
        return year
    return month and (f"{year}-{month}" if part == "month" else f"{year}-Q{(int(month) + 2) // 3}")
