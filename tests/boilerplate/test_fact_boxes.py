"""Boxes of facts: however marked up, they go and what they state is told; a text's own lists stay."""

from __future__ import annotations

import pytest

from policytext.boilerplate import strip
from policytext.boilerplate.blocks import page_lines
from policytext.boilerplate.factbox import fact_boxes, is_known
from policytext.document import Document
from policytext.io.readers.html import read_html

TEXT = ["为做好全市防汛工作，现就有关事项通知如下。", "各县要落实责任，加强值守，遇有险情及时报告。"]
KNOWN = [("索引号", "HZ01/2024-7"), ("发文字号", "海政发〔2024〕7号"), ("发布日期", "2024-03-05")]


def page(box: str, below: str = "") -> Document:
    """The page with this box over its text, stripped."""
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    markup = f"<title>防汛通知</title><h1>防汛通知</h1>{box}<div class=wen>{text}</div>{below}"
    read = read_html(markup)
    return strip(Document("-", read.text, title=read.title, meta=read.meta, layout=read.layout))


def wide(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The same box in the ways in which pages mark one up."""
    cells = [f"<td>{label}</td><td>{value}</td>" for label, value in pairs]
    return {
        "rows": f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>",
        "one row": f"<table><tr>{''.join(cells)}</tr></table>",
        "dl": f"<dl>{''.join(f'<dt>{label}</dt><dd>{value}</dd>' for label, value in pairs)}</dl>",
        "divs": "".join(f"<div class=k>{a}</div><div class=v>{b}</div>" for a, b in pairs),
        "list": f"<ul>{''.join(f'<li><b>{label}：</b>{value}</li>' for label, value in pairs)}</ul>",
        "style": f"<div>{''.join(f'<b>{label}</b><i>{value}</i>' for label, value in pairs)}</div>",
        "brackets": "".join(f"<p>【{label}】{value}</p>" for label, value in pairs),
        "spread": "".join(f"<p>{' '.join(label)}：{value}</p>" for label, value in pairs),
    }


@pytest.mark.parametrize("way", wide(KNOWN))
def test_each_way_to_mark_a_box_up(way: str) -> None:
    found = page(f"<div>{wide(KNOWN)[way]}</div>")
    assert found.text.strip().split("\n") == TEXT
    assert found.meta["doc_number"] == "海政发〔2024〕7号"
    assert found.meta["date_published"] == "2024-03-05"


@pytest.mark.parametrize("way", [way for way in wide(KNOWN) if way not in ("style",)])
def test_labels_that_no_table_has_go_with_those_that_it_has(way: str) -> None:
    pairs = [*KNOWN[:2], ("政策级别", "市级"), KNOWN[2], ("适用对象", "中小企业")]
    found = page(f"<div>{wide(pairs)[way]}</div>")
    assert found.text.strip().split("\n") == TEXT
    assert found.meta["date_published"] == "2024-03-05"


OTHERS = [
    ("政策级别", "市级"),
    ("适用对象", "企业"),
    ("事项编码", "甲一"),
    ("办理层级", "市"),
    ("咨询窗口", "三号"),
]


def lines_boxed(pairs: list[tuple[str, str]]) -> int:
    """How many of the items of a list are a box of facts."""
    read = read_html(wide(pairs)["list"])
    return sum(
        box.last - box.first for box in fact_boxes(page_lines(Document("-", read.text, layout=read.layout)))
    )


@pytest.mark.parametrize(("others", "boxed"), [(4, 6), (5, 0)])
def test_of_three_labels_one_is_known(others: int, boxed: int) -> None:  # SHARE
    assert lines_boxed([*KNOWN[:2], *OTHERS[:others]]) == boxed


@pytest.mark.parametrize(("known", "boxed"), [(1, 0), (2, 3)])
def test_two_labels_are_known(known: int, boxed: int) -> None:  # KNOWN
    assert lines_boxed([*KNOWN[:known], OTHERS[0]]) == boxed


@pytest.mark.parametrize(("label", "size", "boxed"), [(10, 60, 4), (11, 60, 3), (10, 61, 3)])
def test_what_is_longer_is_no_label_or_no_value(label: int, size: int, boxed: int) -> None:  # LABEL, VALUE
    assert lines_boxed([*KNOWN, ("政" * label, "策" * size)]) == boxed


@pytest.mark.parametrize(("size", "known"), [(30, True), (31, False)])
def test_blanks_spread_a_label(size: int, known: bool) -> None:  # SPREAD
    assert is_known(f"索{' ' * (size - 3)}引号") is known


def test_a_list_of_documents_states_nothing_of_the_page() -> None:
    others = "".join(wide([("索引号", f"A-{n}"), ("发布日期", f"2023-0{n}-01")])["list"] for n in (1, 2))
    assert "date_published" not in page("", f"<div>{others}</div>").meta


def test_a_list_within_the_text_stays() -> None:
    pairs = [("解读机关", "市水利局"), ("信息公开方式", "主动公开"), ("联系电话", "0000-000")]
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    markup = f"<h1>防汛通知</h1><div>{text}{''.join(f'<p>{a}：{b}</p>' for a, b in pairs[::2])}</div>"
    found = read_html(f"<title>防汛通知</title>{markup}")
    kept = strip(Document("-", found.text, title=found.title, layout=found.layout)).text
    assert kept.strip().split("\n") == [*TEXT, "解读机关：市水利局", "联系电话：0000-000"]


def test_facts_under_related_documents_are_theirs() -> None:
    card = f"<div><h4>相关政策</h4><p><a href=1>防洪条例</a></p>{wide(KNOWN)['list']}</div>"
    assert not {"doc_number", "date_published"} & page(card).meta.keys()
