"""Files as people have them who work with Excel, WPS and Windows: read as they are meant, or said."""

from __future__ import annotations

import io
import struct
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from samples import TEXT, make_ods, make_workbook, make_xlsx, ods_row, ods_table, zipped
from xls_maker import make_xls

from policytext.document import Document, LeftOut, Problem
from policytext.excel import Moment, Share
from policytext.io.read import read
from policytext.io.readers.exceldays import LONGEST, SERIALS, reading, serial_day
from policytext.io.readers.header import KNOWN, header
from policytext.settings import Settings


class Seen:
    """The documents of a file, what is wrong, and what is said of how it was read."""

    def __init__(self, path: Path, raw: bytes | None = None) -> None:
        if raw is not None:
            path.write_bytes(raw)
        self.notes: list[str] = []
        items = list(read([path], note=lambda words: self.notes.append(words.removeprefix(f"{path}: "))))
        self.documents = [item for item in items if isinstance(item, Document)]
        self.texts = [document.text for document in self.documents]
        self.problems = [item.reason for item in items if isinstance(item, Problem)]
        self.left_out = [item for item in items if isinstance(item, LeftOut)]

    def field(self, name: str) -> list[Any]:
        return [document.meta.get(name) for document in self.documents]

    def said(self, words: str) -> bool:
        return any(words in note for note in self.notes)


def cell(content: str, **attributes: str) -> str:
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<c{given}>{content}</c>"


def inline(text: str) -> str:
    return cell(f"<is><t>{text}</t></is>", t="inlineStr")


def row(*cells: str, **attributes: str) -> str:
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<row{given}>{''.join(cells)}</row>"


@pytest.mark.parametrize(("others", "headers"), [(1, 1), (2, 0)])
def test_a_header_below_a_table_has_known_names(tmp_path: Path, others: int, headers: int) -> None:
    assert KNOWN == 2 / 4
    below = [["标题", "正文", *"甲乙丙"[:others]], ["二", TEXT, *"一二三"[:others]]]
    seen = Seen(tmp_path / "a.xlsx", make_workbook([["标题", "正文"], ["一", TEXT], *below]))
    assert len(seen.documents) == 3 - headers


def merged_workbook() -> bytes:
    import xlsxwriter

    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw) as book:
        sheet, plain = book.add_worksheet(), book.add_format()
        sheet.merge_range("A1:D1", "某省政策汇总表", plain)
        sheet.write_row(2, 0, ["省份", "标题", "正文", "发布日期"])
        sheet.merge_range("A4:A6", "某省", plain)
        sheet.merge_range("C5:C6", TEXT, plain)
        for number in range(3):
            sheet.write_row(3 + number, 1, [f"通知{number}", *([TEXT] if number != 2 else [])])
        sheet.write(6, 2, TEXT)
        day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        for number, written in enumerate(["2024/1/5", "2024-1-5 0:00:00", 45296]):
            sheet.write(3 + number, 3, written)
        sheet.write_datetime(6, 3, datetime(2024, 1, 5), day)
    return raw.getvalue()


def test_a_cell_over_several_rows_counts_for_each_but_not_as_their_text(tmp_path: Path) -> None:
    seen = Seen(tmp_path / "a.xlsx", merged_workbook())
    assert seen.field("省份") == ["某省", "某省", ""]
    assert [document.title for document in seen.documents] == ["通知0", "通知1", ""]
    assert seen.problems == ["sheet 'Sheet1': row has no text in column '正文'"]
    assert seen.said("merged cells count for each of their rows ('省份' 2)")
    rows: list[list[str | float]] = [["省份", "标题", "正文"], ["某省", "一", TEXT], ["", "二", TEXT]]
    assert Seen(tmp_path / "a.xls", make_xls(rows, [(1, 2, 0)])).field("省份") == ["某省", "某省"]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ((0x1B8, bytes(8) + bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b")), "has links"),
        ((0x5D, bytes.fromhex("15001200190001001140") + bytes(16)), "has comments"),
        (
            (0x41E, struct.pack("<HHB", 164, 6, 0) + b"000000"),
            "may have numbers that Excel shows with zeros",
        ),
        ((0x205, struct.pack("<3HBB", 2, 1, 0, 7, 1)), "has errors of Excel"),
        ((0x208, struct.pack("<6HI", 1, 0, 1, 255, 0, 0, 0x120)), "has rows that Excel hides"),
        ((0x208, struct.pack("<6HI", 1, 0, 1, 255, 0, 0, 0x100)), ""),
        ((0x41E, struct.pack("<HHB", 164, 4, 0) + b"0.00"), ""),
        ((0x205, struct.pack("<3HBB", 2, 1, 0, 1, 0)), ""),
        ((0x7D, struct.pack("<6H", 0, 0, 2304, 15, 1, 0)), "has columns that Excel hides"),
        ((0x7D, struct.pack("<6H", 0, 0, 2304, 15, 2, 0)), ""),
    ],
)
def test_what_an_old_workbook_has_besides_is_not_read_and_said(
    tmp_path: Path, record: tuple[int, bytes], said: str
) -> None:
    seen = Seen(tmp_path / "a.xls", make_xls([["正文"], [TEXT]], others=[record]))
    assert (seen.texts[:1], [note for note in seen.notes if note.startswith(("has ", "may "))] != []) == (
        [TEXT],
        said != "",
    )
    assert seen.said(said)


def test_days_in_every_form_are_days(tmp_path: Path) -> None:
    seen = Seen(tmp_path / "a.xlsx", merged_workbook())
    assert seen.field("date_published") == ["2024-01-05"] * 3
    rows = row(inline(TEXT), inline("通知"), cell("<v>45296</v>", s="0"))
    names = row(inline("正文"), inline("标题"), inline("发布日期"))
    seen = Seen(tmp_path / "b.xlsx", make_xlsx(names + rows))
    assert (seen.field("发布日期"), seen.field("date_published")) == ([45296], ["2024-01-05"])
    assert seen.said("'发布日期' has days as Excel counts them")
    seen = Seen(tmp_path / "c.csv", f"正文,日期\n{TEXT},45296\n{TEXT},2024\n".encode())
    assert seen.field("date_published") == ["2024-01-05", None]
    assert (SERIALS.start, SERIALS.stop) == (20_000, 60_000)
    assert (serial_day("19999"), serial_day("20000"), serial_day("60000")) == ("", "1954-10-03", "")


def test_days_of_a_workbook_are_told_from_text(tmp_path: Path) -> None:
    """A workbook that is written from it has days for days, and text for text."""
    day = '<table:table-cell office:value-type="date" office:date-value="2024-01-05"/>'
    ods = make_ods(ods_table(ods_row("正文", "日", "字"), ods_row(TEXT, day, "2024-01-05")))
    for seen in (Seen(tmp_path / "a.ods", ods), Seen(tmp_path / "a.xlsx", merged_workbook())):
        [found] = seen.documents[-1:]
        days = [name for name, value in found.meta.items() if isinstance(value, Moment)]
        assert [found.meta[name] for name in days] == ["2024-01-05"]


def test_two_rows_of_a_header_are_one() -> None:
    def names(*rows: list[str]) -> tuple[int, tuple[str, ...]]:
        at, _, [found], _ = header([*rows, ["1", "通知", TEXT, "某局", "2024"]], Settings())
        return at, found.names

    title = ["某省政策汇总表"]
    groups = ["序号", "政策", "", "发布", ""]
    assert names(title, groups, ["", "标题", "正文", "机关", "日期"]) == (
        2,
        ("序号", "标题", "正文", "机关", "日期"),
    )
    assert names(["标题", "发布信息", "", "正文"], ["", "日期", "机关"])[1] == (
        "标题",
        "日期",
        "机关",
        "正文",
    )
    assert names(["标题", "发布", "", "施行", "", "正文"], ["", "机关", "日期", "机关", "日期"])[1] == (
        ("标题", "机关", "日期", "施行 机关", "施行 日期", "正文")
    )
    three = [["序号", "文件", "", "", "正文"], ["", "标题", "发布", "", ""], ["", "", "机关", "日期", ""]]
    assert names(*three) == (2, ("序号", "标题", "机关", "日期", "正文"))
    # a title that is the name of a column, too
    assert names(["政策内容"], ["标题", "内容"]) == (1, ("标题", "内容"))
    # a row of data below a header of one row
    assert names(["标题", "正文", "", ""], ["通知", "短文", "备注"]) == (0, ("标题", "正文", "", ""))
    assert names(["填报单位：某局", "日期：2024年"], ["序号", "标题", "正文"]) == (
        1,
        ("序号", "标题", "正文"),
    )


def test_links_and_comments_of_cells_are_kept() -> None:
    """A title, or 查看 in a column of links, that leads to the page; what somebody noted at a cell."""
    import xlsxwriter

    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["标题", "正文", "链接", "备注"])
        for row, address in enumerate(("https://gov.example/1", "https://gov.example/2"), 1):
            sheet.write_row(row, 0, ["通知", TEXT, "查看", "甲"])
            sheet.write_url(row, 2, address, string="查看")
        sheet.write_url(1, 0, "internal:Sheet1!A1", string="通知")
        sheet.write_row(3, 0, ["通知", TEXT])
        sheet.write_formula(3, 2, '=HYPERLINK("https://gov.example/3","查看")', value="查看")
        sheet.write_url(4, 2, "https://gov.example/4")
        sheet.write_row(4, 0, ["通知", TEXT])
        sheet.write_comment(1, 3, "存疑", {"author": "甲"})
    told: list[str] = []
    found = [
        item
        for item in read(stdin=io.BytesIO(raw.getvalue()), note=told.append)
        if isinstance(item, Document)
    ]
    assert [document.meta["url"] for document in found] == [
        f"https://gov.example/{n}" for n in (1, 2, 3, 4)
    ]
    assert [document.meta["链接"] for document in found] == [*["查看"] * 3, "https://gov.example/4"]
    assert [document.meta.get("链接_url") for document in found[2:]] == ["https://gov.example/3", None]
    assert found[0].meta["备注_comment"].endswith("存疑")
    assert any("are fields of their own ('链接_url' 3, '备注_comment' 1)" in words for words in told)


@pytest.mark.parametrize(("name", "size", "said"), [("a.csv", 32_767, True), ("a.csv", 32_766, False)])
def test_a_text_that_fills_a_cell_may_be_cut_and_is_said(
    tmp_path: Path, name: str, size: int, said: bool
) -> None:
    seen = Seen(tmp_path / name, f"标题,正文\n通知,{'字' * size}\n".encode())
    assert (
        seen.said(
            "'正文' has texts of 32,767 characters, the most that a cell of Excel holds: they may be cut"
        )
        == said
    )
    seen = Seen(tmp_path / name, f"标题,正文,正文2\n通知,{'字' * size},末\n".encode())
    assert not seen.said("may be cut")


_2003 = "urn:schemas-microsoft-com:office:spreadsheet"


def data(text: str, kind: str = "String", **attributes: str) -> str:
    given = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    return f'<Cell{given}><Data ss:Type="{kind}">{text}</Data></Cell>'


XML = (
    f'<?xml version="1.0" encoding="GB2312"?><Workbook xmlns="{_2003}" xmlns:ss="{_2003}">'
    '<Worksheet ss:Name="政策"><Table><Row>'
    + "".join(map(data, ("省份", "标题", "正文", "发布日期")))
    + "</Row><Row>"
    + data("某省", MergeDown="1")
    + data("通知 一")
    + data(f"各单位：&#10;{TEXT}")
    + data("2024-01-05T00:00:00.000", "DateTime")
    + "</Row><Row>"
    + data("二", Index="2")
    + data("各部门")
    + data("2024/1/6")
    + "</Row></Table></Worksheet></Workbook>"
)


def test_cells_of_xml_are_as_in_xlsx(tmp_path: Path) -> None:
    styles = "".join(
        f'<Style ss:ID="{name}"><NumberFormat ss:Format="{code}"/></Style>'
        for name, code in (("c", "000000"), ("p", "Percent"))
    )
    comment = (
        "<Cell><Data ss:Type='String'>否</Data><Comment><ss:Data>已<B>废止</B></ss:Data></Comment></Cell>"
    )
    row = (
        data(TEXT, HRef="https://x.example/1")
        + data("13", "Number", StyleID="c")
        + data("0.15", "Number", StyleID="p")
        + data("#REF!", "Error")
        + '<Cell ss:Formula="=A1"/>'
        + comment
    )
    named = "".join(map(data, ("正文", "编号", "比例", "错", "空", "有效")))
    xml = XML.partition("<Worksheet")[0].replace("GB2312", "UTF-8") + f"<Styles>{styles}</Styles>"
    xml += (
        f'<Worksheet ss:Name="表"><Table><Row>{named}</Row><Row>{row}</Row></Table></Worksheet></Workbook>'
    )
    seen = Seen(tmp_path / "a.xls", xml.encode())
    [document] = seen.documents
    beside = [document.meta[name] for name in ("编号", "比例", "正文_url", "有效_comment")]
    assert (document.text, beside) == (TEXT, ["000013", "15%", "https://x.example/1", "已废止"])
    assert isinstance(document.meta["比例"], Share)
    assert seen.said("errors of Excel such as #REF! are empty ('错' 1)")
    assert seen.said("formulas without a value are empty ('空' 1)")


@pytest.mark.parametrize(
    ("code", "read"),
    [
        *[(code, 45000) for code in ("Standard", "Fixed", "Currency", "Scientific", "General Number", "@")],
        *[(code, "2023-03-15") for code in ("Short Date", "General Date", "Medium Date", "Long Date")],
    ],
)
def test_a_format_of_xml_that_has_a_name_is_what_it_is_called(code: str, read: Any, tmp_path: Path) -> None:
    xml = XML.partition("<Worksheet")[0].replace("GB2312", "UTF-8")
    xml += f'<Styles><Style ss:ID="s"><NumberFormat ss:Format="{code}"/></Style></Styles>'
    xml += f'<Worksheet ss:Name="表"><Table><Row>{data("正文")}{data("万元")}</Row>'
    xml += f"<Row>{data(TEXT)}{data('45000', 'Number', StyleID='s')}</Row></Table></Worksheet></Workbook>"
    assert Seen(tmp_path / "a.xls", xml.encode()).field("万元") == [read]


def test_workbooks_from_a_pipe_are_known() -> None:
    ods = make_ods(ods_table(ods_row("正文"), ods_row(TEXT)))
    for raw in (make_workbook([["正文"], [TEXT]]), make_xls([["正文"], [TEXT]]), ods):
        assert [item.text for item in read(stdin=io.BytesIO(raw)) if isinstance(item, Document)] == [TEXT]


def test_what_windows_and_macs_leave_in_folders_is_counted(tmp_path: Path) -> None:
    for name in ("~$表.xlsx", "Thumbs.db", "desktop.ini", ".DS_Store", "政策 汇总😀.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    (tmp_path / "a.zip").write_bytes(zipped({"数据/b.txt": TEXT.encode(), "__MACOSX/数据/._b.txt": b"x"}))
    items = list(read([tmp_path]))
    assert [item.id for item in items if isinstance(item, Document)] == [
        "a.zip/数据/b.txt",
        "政策 汇总😀.txt",
    ]
    groups = sorted(item.group for item in items if isinstance(item, LeftOut))
    assert groups == [".ini", "hidden", "hidden", "of open documents", "of programs"]


def test_a_format_has_so_many_characters_and_no_more() -> None:
    for size in (LONGEST - 3, LONGEST - 2):
        assert callable(reading('"' + "元" * size + '"0')) == (size == LONGEST - 3)


def test_hidden_columns_and_text_that_is_struck_through_are_said(tmp_path: Path) -> None:
    made = Workbook()
    deleted = CellRichText("补贴", TextBlock(InlineFont(strike=True), "五十万元"), "三十万元。")
    for row in (["标题", "意见", "正文"], ["甲", "不同意", deleted], ["乙", "", TEXT]):
        made.active.append(row)
    made.active["A3"].font = Font(strike=True)
    made.active["B3"].font = Font(strike=True)
    made.active.column_dimensions["B"].hidden = True
    made.save(tmp_path / "a.xlsx")
    seen = Seen(tmp_path / "a.xlsx")
    assert seen.texts == ["补贴五十万元三十万元。", TEXT]
    assert seen.said("columns that Excel hides are read too ('意见' 1)")
    assert seen.said("text that is struck through is read too ('正文' 1, '标题' 1)")


def test_a_hidden_row_of_tables_beside_one_another_is_one(tmp_path: Path) -> None:
    made = Workbook()
    table = ["标题", "正文"]
    for row in ([*table, "", *table], ["一", TEXT, "", "二", TEXT], ["", "", "", "三", TEXT]):
        made.active.append(row)
    made.active.row_dimensions[2].hidden = made.active.row_dimensions[3].hidden = True
    made.save(tmp_path / "a.xlsx")
    seen = Seen(tmp_path / "a.xlsx")
    assert len(seen.texts) == 3 and seen.said("rows that Excel hides, as a filter does, are read too (2)")


def test_a_sheet_without_texts_is_named(tmp_path: Path) -> None:
    raw = make_workbook([["标题", "正文"], ["甲", TEXT]], [["乙", TEXT]])
    seen = Seen(tmp_path / "a.xlsx", raw)
    assert (seen.texts, len(seen.left_out)) == ([TEXT], 1)
    assert seen.said("no field with text (fields: 乙, ")
