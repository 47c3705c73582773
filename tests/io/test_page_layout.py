"""Pages as PDF and OFD have them, lines at their places: paragraphs whole and in order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from items import one_of, text_of
from pdf_maker import Placed, make_pdf
from samples import make_ofd, zipped

from policytext.document import Document, Problem
from policytext.io.read import read
from policytext.io.readers.pagelayout import COLUMN_LENGTH, COLUMN_ROWS, FILLED, FOOTNOTE_SIZE, Line
from policytext.io.readers.pdf import GARBLED
from policytext.io.readers.reflow import _joined, set_text

PARAGRAPHS = [
    "各县（区）人民政府，市直各部门：",
    "　　为加强档案管理工作，现就有关事项通知如下。各单位要提高认识，明确责任，完善制度，确保落实到位。",
    "　　一、总体要求",
    "　　坚持问题导向，强化统筹协调，到2027年，建成覆盖全市的数字档案体系，推动工作规范化标准化。",
    "　　二、主要任务",
    "　　（一）完善制度。建立健全档案收集、整理、保管、利用等制度，落实经费，充实人员，定期检查。",
]


def parts_of(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def set_lines(paragraphs: list[str], width: int = 26) -> list[Placed]:
    """Lines of 26 characters, 28 points apart, from the left margin at 90 points."""
    lines = [p[at : at + width] for p in paragraphs for at in range(0, len(p), width)]
    return [(90, 28.0 * n, line) for n, line in enumerate(lines)]


def paged(lines: list[Placed], on_page: int) -> list[list[Placed]]:
    pages = []
    for first in range(0, len(lines), on_page):
        page = [(x, 740 - 28.0 * n, t) for n, (x, _, t) in enumerate(lines[first : first + on_page])]
        number = first // on_page + 1
        header = (90.0, 800.0, f"某某市人民政府公报　2026年第{number}期")
        pages.append([header, *page, (280.0, 40.0, f"— {number} —")])
    return pages


@pytest.mark.parametrize("on_page", [2, 3, 4, 5, 20])
@pytest.mark.parametrize(("made", "facts"), [(make_pdf, {}), (make_ofd, {"date_created": "2024-05-01"})])
def test_paragraphs_are_whole_over_lines_and_pages(
    on_page: int, made: Callable[..., bytes], facts: dict[str, str]
) -> None:
    pages = paged(set_lines(PARAGRAPHS), on_page)
    item = one_of(made(pages))
    assert isinstance(item, Document)
    expected = PARAGRAPHS if len(pages) > 1 else ["某某市人民政府公报　2026年第1期", *PARAGRAPHS]
    assert item.text.split("\n") == expected
    assert item.meta == {"pages": len(pages), **facts}


def test_a_page_that_cannot_be_opened_costs_itself() -> None:
    raw = make_pdf([[(90, 700, "甲文")], [(90, 700, "乙文")], [(90, 700, "丙文")]])
    items = list(read(stdin=io.BytesIO(raw.replace(b"8 0 R 10 0", b"3 0 R 10 0"))))
    assert [item.text for item in items if isinstance(item, Document)] == ["甲文丙文"]
    assert [item.reason for item in items if isinstance(item, Problem)] == ["page 2: damaged"]


def test_a_page_whose_lines_are_stored_out_of_order() -> None:
    (page,) = paged(set_lines(PARAGRAPHS), 20)
    assert text_of(make_pdf([page[::-1]])) == text_of(make_pdf([page]))


def piece(text: str, left: float, down: int, size: float = 16) -> Line:
    """A piece of text of full-width characters, `down` lines of 28 points below the top."""
    return Line(text, left, left + len(text) * size, 760.0 - 28 * down, size)


def columns(count: int, length: int, short: int = 0) -> list[Line]:
    """Two columns of rows; of the left one, `short` are not filled."""
    left = ["左" * (length - 3 if n < short else length) for n in range(count)]
    return [line for n in range(count) for line in (piece(left[n], 60, n), piece("右" * length, 320, n))]


def test_a_page_in_two_columns_is_read_one_after_the_other() -> None:
    page = [
        piece("某某市人民政府公报全文如下", 180, 0),
        *(replace(c, bottom=c.bottom - 56) for c in columns(5, 15)),
    ]
    assert set_text([page]).text == f"某某市人民政府公报全文如下\n{'左' * 75}{'右' * 75}"


@pytest.mark.parametrize(
    ("page", "are_columns"),
    [
        (columns(COLUMN_ROWS, COLUMN_LENGTH), True),
        (columns(COLUMN_ROWS - 1, COLUMN_LENGTH), False),
        (columns(COLUMN_ROWS, COLUMN_LENGTH - 1), False),
        (columns(10, 12, short=int(10 * (1 - FILLED))), True),
        (columns(10, 12, short=int(10 * (1 - FILLED)) + 1), False),
    ],
)
def test_columns_are_long_and_filled(page: list[Line], are_columns: bool) -> None:
    assert ("\t" in set_text([page]).text) != are_columns


def test_rows_of_a_table_in_a_pdf_are_lines() -> None:
    rows = [
        ("序号", "重点任务", "责任单位"),
        ("1", "完善制度", "市教育局"),
        ("2", "", "市档案局"),
        ("3", "检查", ""),
    ]
    cells = [
        (90.0 + 110 * column, 700.0 - 28 * row, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    ]
    wrapped = [
        (200.0, 700 - 28 * 4, "重点领域建设"),
        (90.0, 700 - 28 * 4, "4"),
        (200.0, 700 - 28 * 5 + 8, "和服务"),
    ]
    prose = [(90.0, 756.0, PARAGRAPHS[0])]
    expected = [PARAGRAPHS[0], *("\t".join(row).rstrip("\t") for row in rows), "4\t重点领域建设和服务"]
    for order in (cells + wrapped, sorted(cells + wrapped)):
        assert text_of(make_pdf([prose + order])).split("\n") == expected


def test_two_pieces_on_one_height_are_one_line() -> None:
    page = [
        piece("某发〔2024〕5号", 90, 0),
        piece("签发人：张三", 380, 0),
        piece("关于印发方案的通知", 180, 3),
    ]
    assert set_text([page]).text == "某发〔2024〕5号 签发人：张三\n关于印发方案的通知"


@pytest.mark.parametrize(("size", "is_note"), [(16 * FOOTNOTE_SIZE - 1, True), (16 * FOOTNOTE_SIZE, False)])
def test_footnotes_are_no_part_of_the_text(size: float, is_note: bool) -> None:
    body = [piece("一" * 20, 90, n) for n in range(4)]
    found = set_text([[*body, piece("①本办法所称档案，是指电子档案。", 90, 8, size)]])
    assert found.footnotes == (("①本办法所称档案，是指电子档案。",) if is_note else ())
    assert ("①" in found.text) != is_note
    small = set_text([[*body, piece("抄送：市委各部门", 90, 8, size)]])
    assert small.footnotes == () and "抄送" in small.text


@pytest.mark.parametrize(("share", "said"), [(GARBLED / 2, False), (GARBLED * 2, True)])
def test_glyphs_without_a_name_are_said(share: float, said: bool) -> None:
    body = "\ue5d1" * round(400 * share) + "".join(
        map(chr, range(0x4E00, 0x4E00 + round(400 * (1 - share))))
    )
    page = [(90, 780.0 - 28 * n, body[at : at + 25]) for n, at in enumerate(range(0, 400, 25))]
    items = list(read(stdin=io.BytesIO(make_pdf([page]))))
    assert isinstance(items[0], Document)
    assert [("does not name" in str(item)) for item in items[1:]] == [True] * said


@pytest.mark.parametrize("number", ["一、", "（二）", "第十条　"])
@pytest.mark.parametrize(("end", "apart"), [("。", True), ("：", True), ("，", False)])
def test_a_number_behind_a_whole_sentence_begins_a_paragraph(number: str, end: str, apart: bool) -> None:
    upper, lower = f"现将有关事项通知如下{end}", f"{number}总体要求"
    lines = [Line(upper, 90, 90 + 16 * len(upper), 700, 16), Line(lower, 90, 90 + 16 * len(lower), 672, 16)]
    assert set_text([lines]).text == (f"{upper}\n{lower}" if apart else f"{upper}{lower}")


def test_lines_are_joined_as_their_script_asks() -> None:
    assert _joined("加强", "管理") == "加强管理"
    assert _joined("the state", "council") == "the state council"
    assert _joined("govern\u00ad", "ment") == "government"


def test_a_pdf_without_text_says_what_it_needs() -> None:
    item = one_of(make_pdf([[]]))
    assert isinstance(item, Problem)
    assert item.reason == "no text in this PDF"


def test_the_template_of_a_page_of_an_ofd_is_read_with_it() -> None:
    page = make_ofd([[(90.0, 700.0, "各县：")], [(90.0, 780.0, "某县人民政府文件")]])
    parts = parts_of(page)
    parts["Doc_0/Document.xml"] = (
        parts["Doc_0/Document.xml"]
        .replace(b'<ofd:Page BaseLoc="Pages/Page_1/Content.xml"/>', b"")
        .replace(
            b"</ofd:CommonData>",
            b'<ofd:TemplatePage ID="9" BaseLoc="Pages/Page_1/Content.xml"/></ofd:CommonData>',
        )
    )
    parts["Doc_0/Pages/Page_0/Content.xml"] = parts["Doc_0/Pages/Page_0/Content.xml"].replace(
        b"<ofd:Content>", b'<ofd:Template TemplateID="9"/><ofd:Content>'
    )
    assert text_of(zipped(parts)) == "某县人民政府文件\n各县："


@pytest.mark.parametrize(
    ("above", "is_whole"),
    [
        ("发布日期：2024-03-05 09:15 来源：某县水利局 字体：大 中 小 打印", True),  # as wide as the text
        (
            "发布日期：2024-03-05 09:15 浏览次数：1203 来源：某县水利局 字体：大 中 小 打印本页",
            True,
        ),  # wider
        ("为了规范全县取水计量管理工作，根据有关法律法规规定，经研究，现将", False),
    ],
)
def test_the_publication_line_of_a_printed_page_is_whole(above: str, is_whole: bool) -> None:
    below = [
        "各乡镇人民政府：",
        *["为规范取水计量管理工作，根据有关法律法规规定，现就有关事项要求如" for _ in "123"],
    ]
    lines = [
        Line(shown, 90, 90 + 8 * len(shown.encode("gbk")), 700 - 28 * at, 16)
        for at, shown in enumerate([above, *below])
    ]
    assert set_text([lines]).text.startswith(f"{above}\n{below[0]}" if is_whole else f"{above}{below[0]}")


def test_lines_of_the_width_of_the_text_go_on_beside_three_short_ones_of_one_width() -> None:
    shown = [
        ("为规范取水计量管理工作，根据有关法律法规规定，现就", 2),
        ("有关事项通知如下：", 0),
        ("一、加强组织领导", 2),
        ("二、落实工作责任", 2),
        ("三、强化监督检查", 2),
    ]
    lines = [
        Line(text, 90 + 16 * indent, 90 + 16 * (indent + len(text)), 700 - 28 * at, 16)
        for at, (text, indent) in enumerate(shown)
    ]
    assert set_text([lines]).text.splitlines()[0].endswith("现就有关事项通知如下：")
