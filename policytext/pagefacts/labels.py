"""The labels that pages state facts by, and what they stand in when no colon parts them from their values.

The table is `resources/publication_labels.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from policytext.language.patterns import lazy
from policytext.pagefacts.agency import is_agency
from policytext.pagefacts.days import only_day
from policytext.pagefacts.docnumber import doc_numbers
from policytext.pagefacts.line_kinds import event_lines
from policytext.pagefacts.moments import MOMENT
from policytext.pagefacts.title import is_complete
from policytext.resources import alternation, rows

SUBJECT = 24  # characters of a subject without a colon before it
DATED = 40  # characters of a day below its label
LABEL = 12  # characters of a label that no table has
OF_PAGES = ("index_number", "subject", "genre", "validity", "keywords")  # only pages say so of a document
LONG_LABEL = 3  # characters above which a label is no other word too: 时间 and 来源 may be

_SENTENCE = lazy(r"[，,。！？!?；;]")
_FORMS = lazy(r"\(?([^()?]+)\)?(\??)")
_BULLET = lazy(r"^\W+")
_OF_TIME = lazy("(?:(?<!发布)(?<!发表)(?<!公布)(?:时间|日期)|期限|时限|截止日?|[有时]效期|期至)$")
_COLONS = ("：", ":")
_EDGES = "：:[]【】 "
_STATES = frozenset({"有效", "失效", "废止", "现行有效", "全文有效", "部分有效", "已失效", "已废止"})


class Label(NamedTuple):
    """One row of the label table.

    `strength`: a `strong` label counts alone, a `weak` one beside others, an `open` one needs no colon; a
    `form` one counts alone and its row belongs to the text, which is itself a form (决定书文号).
    """

    key: str
    kind: str
    strength: str


@cache
def labels() -> dict[str, Label]:
    """The labels by their Simplified form.

    >>> labels()["发文字号"]
    Label(key='doc_number', kind='text', strength='strong')
    """
    table = rows("publication_labels.tsv")
    return {name: Label(*row) for forms, *row in table for name in spelled(forms)}


def spelled(forms: str) -> Iterator[str]:
    """The labels that a row of the table stands for.

    >>> list(spelled("(发布|公开)(时间|日期)")), list(spelled("(公文)?标题")), list(spelled("来源"))
    (['发布时间', '发布日期', '公开时间', '公开日期'], ['公文标题', '标题'], ['来源'])
    """
    parts = ([*words.split("|"), *([""] if may_miss else [])] for words, may_miss in _FORMS.findall(forms))
    return map("".join, product(*parts)) if "(" in forms else iter([forms])


def bare(cell: str) -> str:
    """A cell as a label is written: [ 索 引 号 ] is 索引号."""
    return "".join(cell.strip(_EDGES).split())


def of_others(lines: Sequence[str]) -> frozenset[int]:
    """Which lines say days that are not the page's: of an event, below a label of something else.

    >>> sorted(of_others(["开标时间：", "2024-03-05 09:30", "发布时间：", "2024-02-01"]))
    [1]
    """
    below = (
        at for at, line in enumerate(lines) if at and lines[at - 1][-1:] in _COLONS and line[:1] in "12二"
    )
    days = {
        at
        for at in below
        if len(lines[at]) <= DATED and names_other(lines[at - 1]) and _is_dated(lines[at])
    }
    return event_lines(lines) | days


def names_other(label: str) -> bool:
    """Is a line a label with a colon whose value is no day of a page: 开标时间：, 申请时间：?"""
    if label[-1:] not in _COLONS:
        return False
    name = bare(_BULLET.sub("", label))
    known = labels().get(name)
    if known is None:  # not 单位（盖章）：, 局长：, 公告发布时间：
        return _OF_TIME.search(name) is not None
    return known.kind == "date" and known.key == "-"


def _is_dated(line: str) -> bool:
    return bool(only_day(line)) or MOMENT.match(line) is not None


def is_form_row(line: str) -> bool:
    """Does a line state a fact of a text that is a form itself, in a row of the form, or is it the label?

    >>> is_form_row("行政处罚决定书文号：青罚决字〔2024〕3号"), is_form_row("发文字号：青政发〔2024〕3号")
    (True, False)
    """
    name = line.replace(":", "：").partition("：")[0]
    label = labels().get(bare(name)) if len(name) <= SUBJECT else None
    return label is not None and label.strength == "form"


@cache
def beginnings() -> frozenset[str]:
    """The first characters of labels: most cells begin differently, and need not be looked up."""
    return frozenset({*_EDGES, *(name[0] for name in labels())})


def parted(line: str) -> str:
    """A line whose labels a copy ran into their values, with colons; as it is where a value does not fit.

    A day belongs to a label of days, a number to one of numbers, 有效 to 有效性.

    >>> parted("成文日期2024-08-30"), parted("文号青政发〔2024〕11号发布机构青江市人民政府")
    ('成文日期：2024-08-30', '文号：青政发〔2024〕11号  发布机构：青江市人民政府')
    >>> parted("分类人事任免"), parted("发布机构应当及时公开"), parted("成文日期2024年的文件")
    ('分类人事任免', '发布机构应当及时公开', '成文日期2024年的文件')
    """
    if line[:1] not in beginnings() or not _GLUED.match(line):
        return line
    found = list(_GLUED.finditer(line))
    parts: list[tuple[str, str]] = []
    for label, end in zip(found, [*(later.start() for later in found[1:]), len(line)], strict=True):
        parts.append((bare(label["label"]), line[label.end() : end].strip()))
    typed = [value for name, value in parts if labels()[name].key != "subject"]
    is_spread = any(" " in label["label"] for label in found)  # 分 类
    if not (typed or is_spread) or any(map(_SENTENCE.search, typed)):
        return line
    if not all(_is_value(name, value) for name, value in parts):
        return line
    return "  ".join(f"{name}：{value}" for name, value in parts)


def _unglued(cell: str) -> list[str]:
    """A cell whose label style alone parts from its value, as two: <b>索 引 号</b>A-1."""
    label = _GLUED.match(cell) if cell[:1] in beginnings() else None
    value = cell[label.end() :] if label else ""
    name = bare(label[0]) if label else ""
    fits = label and value and (len(name) < len(label[0]) or _is_value(name, value))
    return [name, value] if fits else [cell]


def _is_value(name: str, value: str) -> bool:
    """Can this be what stands behind a label: a day, a number, a body, a state?"""
    label = labels()[name]
    if label.kind == "date":
        return bool(only_day(value)) or MOMENT.fullmatch(value) is not None
    if label.key == "doc_number":
        return "号" in value[-1:] and "〔" in value
    if label.key == "index_number":
        return re.fullmatch(r"[A-Za-z0-9/\-—－]{5,40}", value) is not None
    if label.key == "validity":
        return value in _STATES
    if label.key in ("subject", "keywords"):
        return 2 <= len(value) <= SUBJECT
    if label.key == "title":
        return len(value) > SUBJECT // 2
    return is_agency(value)


def _glued() -> str:
    kept = (name for name, label in labels().items() if label.strength != "open" and len(name) > 1)
    told = {"doc_number", "index_number", "validity", "issuer", "subject"}
    names = [name for name in kept if labels()[name].kind == "date" or labels()[name].key in told]
    spread = alternation((name for name in labels() if 1 < len(name) < 5), r"\s+")
    return rf"(?P<label>{alternation(names)}|{spread})(?![：:\s丨|│｜】])"


_GLUED = lazy(_glued)
"""A label that a copy ran into its value, or whose characters are spread."""


def row_with_colons(line: str, beside: bool) -> str:
    """A row of a page's table of labels as a line with colons, "" where it is another table's.

    >>> row_with_colons("索引号\\tA/2024-1\\t主题分类\\t\\t文号\\t某府〔2024〕1号", False)
    '索引号：A/2024-1  主题分类：  文号：某府〔2024〕1号'
    >>> row_with_colons("文件名称\\t文号", True)
    ''
    >>> row_with_colons("名称\\t青江水库", True), row_with_colons("名称\\t青江水库运行方案", True)
    ('', '名称：青江水库运行方案')
    """
    cells = line.split("\t")
    label = cells[0].strip()
    if not label.endswith(_COLONS) and label[:1] not in beginnings():  # rows of most tables
        return ""
    pairs = stated_pairs(cells)
    known = [(name, value, labels()[name].key) for name, value, _ in pairs if name in labels()]
    of_pages = any(key in OF_PAGES for _, _, key in known)
    titled = any(key == "title" and _names_document(value) for _, value, key in known)
    is_row = of_pages or (beside and (len(pairs) > 1 or titled))
    return "  ".join(f"{name}：{value}" for name, value, _ in known) if is_row else ""


def _names_document(value: str) -> bool:
    """Is a value beside 名称 a document's title, and no name in a table of the text?"""
    return is_complete(value) or any(doc_numbers(value))


def stated_pairs(cells: Sequence[str]) -> list[CellPair]:
    """The labels of a row with their values; [] where something else stands in a label's place.

    >>> stated_pairs(["序号", "项目", "责任单位", "完成时限"])
    []
    """
    pairs = cell_pairs(cells)
    return pairs if all(is_closed or name in labels() for name, _, is_closed in pairs) else []


class CellPair(NamedTuple):
    """A label in a row, the value in the cell after it, and whether a colon shows that it is a label."""

    name: str
    value: str
    is_closed: bool


def cell_pairs(cells: Sequence[str]) -> list[CellPair]:
    """The labels of a row with their values; cells that others span are empty. [] where it heads a table.

    >>> [pair[:2] for pair in cell_pairs(["文号", "某府〔2024〕1号", "", "主题分类", ""])]
    [('文号', '某府〔2024〕1号'), ('主题分类', '')]
    >>> cell_pairs(["文件名称", "文号"])
    []
    >>> [pair[:2] for pair in cell_pairs(["索 引 号A-1/2024", "发布机构县水利局"])]
    [('索引号', 'A-1/2024'), ('发布机构', '县水利局')]
    """
    shown = [part for cell in cells for part in _unglued(cell.strip())]
    pairs: list[CellPair] = []
    at = 0
    while at < len(shown):
        label = shown[at]
        end = next((n for n in range(at + 1, len(shown)) if shown[n]), len(shown))
        value = shown[end] if end < len(shown) else ""
        if value[:1] in beginnings() and bare(value) in labels():  # the next label
            if end == at + 1:
                return []
            value, end = "", end - 1
        name = bare(label)
        is_closed = label.endswith(_COLONS) and len(name) < LABEL
        pairs.append(CellPair(name, value, is_closed))
        at = end + 1
        while at < len(shown) and not shown[at]:
            at += 1
    return pairs
