"""Every threshold of the facts is seen: what is just within it counts, what is just beyond does not."""

from __future__ import annotations

import pytest

from policytext.boilerplate.blocks import page_lines
from policytext.boilerplate.markers import judge
from policytext.boilerplate.titles import as_repaired
from policytext.document import Document, Edit
from policytext.io.readers.html import read_html
from policytext.metadata.header import find_header
from policytext.metadata.signature import read_signature
from policytext.pagefacts import unfolded as unfolding
from policytext.pagefacts.agency import agencies, is_agency
from policytext.pagefacts.docnumber import doc_numbers
from policytext.pagefacts.formulas import note_above
from policytext.pagefacts.head import is_damaged, page_title
from policytext.pagefacts.heading import number_line, read_heading
from policytext.pagefacts.imprint import imprint
from policytext.pagefacts.line_kinds import event_lines
from policytext.pagefacts.title import trimmed
from policytext.pagefacts.titlelines import head_of
from policytext.pipeline import clean


@pytest.mark.parametrize(("length", "found"), [(14, 14), (15, 14)])
def test_prefixes_of_numbers(length: int, found: int) -> None:
    (number,) = doc_numbers("甲" * length + "〔2024〕3号")
    assert len(number.prefix) == found


def test_agencies_of_an_order() -> None:
    (number,) = doc_numbers("甲" * 200 + "部令〔2024〕第3号")
    assert len(number.prefix) == 90


@pytest.mark.parametrize(
    ("letters", "prefix"), [("沪发改委", "沪发改委公告"), ("沪发改委价", "上海市人民政府沪发改委价公告")]
)
def test_letters_before_an_order(letters: str, prefix: str) -> None:
    (number,) = doc_numbers(f"上海市人民政府{letters}公告〔2024〕3号")
    assert number.prefix == prefix


@pytest.mark.parametrize(("marks", "title"), [(39, "关于节水的通知"), (40, "")])
def test_depth_of_a_heading(marks: int, title: str) -> None:
    assert read_heading(["特急"] * marks + ["关于节水的通知"]).title == title


@pytest.mark.parametrize(("lines", "title"), [(8, True), (9, False)])
def test_lines_of_a_title(lines: int, title: bool) -> None:
    parts = ["关于", *(f"甲{number}乙" for number in range(lines - 2)), "的通知"]
    assert (read_heading(parts).title == "".join(parts)) is title


@pytest.mark.parametrize(("length", "found"), [(120, True), (121, False)])
def test_a_long_line_without_a_subject_is_no_title(length: int, found: bool) -> None:
    assert bool(read_heading(["甲" * length]).title) == found


@pytest.mark.parametrize(("length", "found"), [(220, True), (221, False)])
def test_longest_title(length: int, found: bool) -> None:
    assert bool(read_heading(["关于" + "甲" * (length - 4) + "通知"]).title) == found


@pytest.mark.parametrize(("beside", "found"), [(8, "青政发〔2024〕3号"), (9, "")])
def test_what_may_stand_beside_a_number(beside: int, found: str) -> None:
    assert number_line("（" * (beside - 1) + "青政发〔2024〕3号）") == found


@pytest.mark.parametrize(("width", "title"), [(19, True), (20, False)])
def test_width_of_a_broken_paragraph(width: int, title: bool) -> None:
    lines = ["甲" * width, "乙" * width, "丙" * (width - 1) + "。"]
    assert bool(read_heading(lines).title) == title


@pytest.mark.parametrize(("shorter", "title"), [(3, False), (4, True)])
def test_ragged_edge_of_a_broken_paragraph(shorter: int, title: bool) -> None:
    lines = ["甲" * 30, "乙" * 30, "丙" * (29 - shorter) + "。"]
    assert bool(read_heading(lines).title) == title


@pytest.mark.parametrize(("name", "sure"), [("张" * 27, True), ("张" * 28, False)])
def test_a_signature_whose_day_runs_on(name: str, sure: bool) -> None:
    lines = [
        "水利部令",
        "第3号",
        "现公布。",
        f"部长：{name}二〇〇六年七月四日",
        "节水办法",
        "第一条 为了节水。",
    ]
    assert read_heading(lines).sure is sure


@pytest.mark.parametrize(("length", "found"), [(32, True), (33, False)])
def test_longest_name_of_an_agency(length: int, found: bool) -> None:
    assert is_agency("甲" * (length - 1) + "局") == found


@pytest.mark.parametrize(("names", "found"), [(96, ["市公安局"]), (97, [])])
def test_longest_run_of_agencies(names: int, found: list[str]) -> None:
    assert agencies("市公安局" * names) == found


@pytest.mark.parametrize(
    ("marked", "title"),
    [("甲乙丙丁戊己", True), ("甲乙丙丁戊", False), ("甲" * 80, True), ("甲" * 81, False)],
)
def test_a_headline_that_only_the_markup_shows(marked: str, title: bool) -> None:
    assert (page_title("科普平台", [marked], [marked]) == marked) == title


@pytest.mark.parametrize(("site", "cut"), [("某" * 12, True), ("某" * 13, False)])
def test_name_of_a_site_behind_a_headline(site: str, cut: bool) -> None:
    line = "外贸动能增强——前四个月外贸"
    assert (page_title(f"外贸动能增强-前四个月外贸-{site}", [line]) == line) == cut


@pytest.mark.parametrize(("signers", "count"), [(24, 24), (25, 24)])
def test_lines_of_signers(signers: int, count: int) -> None:
    lines = [f"某{chr(0x4E00 + number)}市水利局" for number in range(signers)]
    found = read_signature(["通知如下。", *lines, "2024年3月5日"], [])
    assert found is not None
    assert len(found.agencies) == count


@pytest.mark.parametrize(("length", "found"), [(80, True), (81, False)])
def test_longest_line_of_a_signature(length: int, found: bool) -> None:
    line = " ".join(["某市水利局"] * 12) + " " + "甲" * (length - 73) + "局"
    text = [*(f"第{number}条。" for number in range(8)), line, "2024年3月5日"]
    assert (read_signature(text, []) is not None) == found


@pytest.mark.parametrize(("above", "found"), [(6, True), (7, False)])
def test_a_day_under_the_title(above: int, found: bool) -> None:
    lines = [f"第{number}行" for number in range(above)]
    assert (read_signature([*lines, "2024年3月5日"], []) is not None) == found


@pytest.mark.parametrize(("acts", "year"), [(16, "2016"), (17, "2016")])
def test_lines_of_a_history(acts: int, year: str) -> None:
    history = [f"{2000 + number}年1月2日某市人民代表大会修正" for number in range(1, acts + 1)]
    text = "\n".join(["某市节水条例", *history, "第一条 为了节水。"])
    assert find_header(Document.of(text)).date_written[:4] == year


@pytest.mark.parametrize(("before", "place"), [(2900, "广东省"), (3000, "")])
def test_how_far_a_text_is_asked_where_it_is_from(before: int, place: str) -> None:
    text = "会议。" * (before // 3) + "我省、全省、省委要求，广东抓好落实，粤东、广东湛江先行。"
    assert find_header(Document.of(f"某会召开\n{text}")).place == place


@pytest.mark.parametrize(
    ("said", "place"), [("浙江", ""), ("浙江、杭州", "浙江省"), ("浙江省农业厅", "浙江省")]
)
def test_how_often_places_are_named_that_a_text_is_of(said: str, place: str) -> None:
    text = f"在全县大会上的讲话\n同志们：\n全县上下要学习{said}经验，抓好落实，久久为功。"
    assert find_header(Document.of(text)).place == place


@pytest.mark.parametrize(("times", "is_sure"), [(3, False), (4, True)])
def test_how_often_a_short_name_alone_says_whose_a_text_is(times: int, is_sure: bool) -> None:
    text = "全省经济会议召开\n会议要求，我省要抓好落实。" + "浙江要走在前列。" * times
    found = find_header(Document.of(text))
    assert (found.place, "place" not in found.unsure) == ("浙江省", is_sure)


@pytest.mark.parametrize(("lines", "signed"), [(2, True), (3, False)])
def test_lines_of_a_form_below_an_annexs_name_and_above_its_day(lines: int, signed: bool) -> None:
    text = ["关于节水的通知", "请按期报送。", "附件", "节水评价表"]
    text += [*("填写单位" for _ in range(lines - 1)), "青江市水利局", "2024年3月5日"]
    assert bool(read_signature(text, [])) == signed


@pytest.mark.parametrize(("words", "rule"), [(2, 2), (3, 3)])
def test_words_of_a_menu_that_runs_together(words: int, rule: int) -> None:
    assert judge("首页" + "".join(("机构", "概况", "服务")[:words])).strength == rule


@pytest.mark.parametrize(("lines", "speaker"), [(10, "刘建"), (11, "")])
def test_lines_under_a_report_in_which_its_speaker_stands(lines: int, speaker: str) -> None:
    text = "\n".join(
        ["政府工作报告", *(f"第{number}次" for number in range(lines)), "某省省长 刘建", "各位代表："]
    )
    assert find_header(Document.of(text)).speaker == speaker


@pytest.mark.parametrize(("length", "number"), [(59, "国科发火〔2016〕32号"), (60, "")])
def test_longest_bar(length: int, number: str) -> None:
    bar = "打印本页" * 9 + "国科发火〔2016〕32号"
    bar += " " * (length - len(bar) - 2) + "打印"
    edit = Edit("strip", ("navigation",), 0, 0, bar, "")
    assert find_header(Document("a", "关于节水的通知\n各县：", edits=(edit,))).doc_number == number


@pytest.mark.parametrize(("lines", "day"), [(4, "2024-05-06"), (5, "")])
def test_lines_over_a_date_line(lines: int, day: str) -> None:
    text = ["节水工作会议召开", *(f"第{number}项。" for number in range(lines)), "2024-05-06"]
    assert find_header(Document.of("\n".join(text))).date_published == day


@pytest.mark.parametrize(("lines", "issuer"), [(18, "青江省人民代表大会"), (19, "")])
def test_lines_over_the_note_of_a_law(lines: int, issuer: str) -> None:
    note = "（2018年5月31日青江省第十届人民代表大会第三次会议通过）"
    text = ["节水条例", *(f"第{number}项。" for number in range(lines)), note]
    assert find_header(Document.of("\n".join(text))).issuer == issuer


@pytest.mark.parametrize(("lines", "issuer"), [(2, "青江市水利局"), (3, "")])
def test_lines_over_agencies_under_a_title(lines: int, issuer: str) -> None:
    text = ["青江市节水规划", *(f"——第{number}稿" for number in range(lines)), "青江市水利局", "一、现状"]
    assert find_header(Document.of("\n".join(text))).issuer == issuer


def flat(pieces: int, length: int) -> str:
    """A page on one line, of so many pieces and characters."""
    short = [f"海州一则{n}" for n in range(pieces - 1)]
    return " ".join([*short, "推" * (length - sum(map(len, short)) - len(short))])


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        (flat(unfolding.PIECES, 300), True),  # PIECES
        (flat(unfolding.PIECES - 1, 300), False),
        (flat(8, unfolding.LENGTH), True),  # LENGTH
        (flat(8, unfolding.LENGTH - 1), False),
        ("\n".join([flat(8, 300)] * unfolding.LINES), True),  # LINES
        ("\n".join([flat(8, 300)] * (unfolding.LINES + 1)), False),
    ],
)
def test_a_page_on_one_line_is_parted_at_its_blanks(text: str, parted: bool) -> None:
    shown = unfolding.unfolded(text)
    assert len(shown) == len(text)
    assert (shown != text) is parted


@pytest.mark.parametrize(("behind", "found"), [(2980, "2029-01-01"), (3000, "")])
def test_a_term_stands_at_the_end_of_a_text(behind: int, found: str) -> None:  # TAIL
    text = (
        "海州市水利局关于节水的通知\n本通知自2024年1月1日起施行，有效期5年。\n海州市水利局\n2024年1月1日\n"
    )
    text += "附" * (behind - 20)
    assert find_header(Document.of(text)).date_expired == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("本办法有效期5年。", "2029-01-01"),
        ("有效期5年。", "2029-01-01"),
        ("许可证有效期5年。", ""),
        ("本办法有效期5年。本规程有效期3年。", ""),
        ("本办法有效期至2026年12月31日。", "2026-12-31"),
        ("《海州市旧办法》2024年6月1日废止。", ""),
    ],
)
def test_a_term_is_the_documents_own(sentence: str, found: str) -> None:
    text = f"海州市水利局关于节水的通知\n本通知自2024年1月1日起施行。{sentence}\n海州市水利局\n2024年1月1日"
    assert find_header(Document.of(text)).date_expired == found


@pytest.mark.parametrize(
    ("name", "found"), [("城市供水用水节水管理规定", "2024-03-01"), ("城市供水用水节水的管理规定", "")]
)
def test_a_text_without_a_day_says_that_it_is_in_force_itself(name: str, found: str) -> None:
    text = f"城市供水用水管理规定\n第一条　为节约用水，制定本规定。\n第二条　本{name}自2024年3月1日起施行。"
    assert find_header(Document.of(text)).date_effective == found


@pytest.mark.parametrize(("name", "title"), [("马文静", "马文静-领导-某县政府"), ("欧阳文静", "欧阳文静")])
def test_a_short_line_begins_the_title_of_a_page_only_where_it_is_marked_up(name: str, title: str) -> None:
    page = f"{name}-领导-某县政府"  # SHORTEST
    assert page_title(page, [name]) == title
    assert page_title(page, [name], [name]) == name


@pytest.mark.parametrize(("bodies", "found"), [(15, True), (16, False)])
def test_length_of_an_imprint(bodies: int, found: bool) -> None:
    assert bool(imprint("2000年12月28日 " + " ".join(["青江市水利局"] * bodies))) is found


@pytest.mark.parametrize(("bodies", "number"), [(11, "青财规〔2024〕3号"), (12, "")])
def test_lines_of_a_title_once_more(bodies: int, number: str) -> None:
    title = "青江市水利局关于节水的通知"
    lines = [title, "来源：水利处", *["青江市财政局"] * bodies, "青财规〔2024〕3号", "各区："]
    assert read_heading(lines).number == number


@pytest.mark.parametrize(("latin", "damaged"), [(5, False), (6, True)])
def test_titles_that_were_read_as_latin(latin: int, damaged: bool) -> None:
    assert is_damaged("¹" * latin + "a" * (10 - latin)) is damaged


@pytest.mark.parametrize(("lost", "title"), [(4, "海州市关于做好春季防火工作的通知"), (5, "")])
def test_a_title_that_lost_so_much_is_still_its_headline(lost: int, title: str) -> None:
    headline = "海州市关于做好春季防火工作的通知"
    torn = "\ufffd" * lost + headline[lost:]
    page = read_html(f"<title>{torn}</title><p>首页</p><p>{headline}</p><p>现通知如下。</p>")
    lines = page_lines(Document("-", page.text, layout=page.layout))
    assert as_repaired(torn, lines) == (title or torn)


@pytest.mark.parametrize(
    ("title", "is_sure"), [("东江河畔的青年种粮人家", False), ("东江河畔的青年种粮大户家", True)]
)
def test_how_long_a_title_is_that_no_line_of_its_page_is_by_chance(title: str, is_sure: bool) -> None:
    text = f"<p>这篇写{title}的文章，记下了三代人在这片土地上的劳动与收获，读来令人感动。</p>" * 3
    page = read_html(f"<html><head><title>{title}</title></head><body>{text}</body></html>")
    found = find_header(clean(Document("-", page.text, title=page.title, layout=page.layout)))
    assert (found.title, "title" not in found.unsure) == (title, is_sure)


@pytest.mark.parametrize(("width", "whole"), [(40, True), (41, False)])
def test_lines_of_a_note(width: int, whole: bool) -> None:  # NARROW
    second = ("人民代表大会常务委员会第六次会议" + "审" * 40)[: width - 3] + "通过）"
    lines, _ = head_of([("（2022年8月26日青江市", False), (second, False)])
    assert (len(lines) == 1) is whole


@pytest.mark.parametrize(("lines", "found"), [(6, 6), (7, 0)])
def test_lines_that_a_note_is_broken_into(lines: int, found: int) -> None:  # NOTE_LINES
    middle = ["人民代表大会"] * (lines - 2)
    assert note_above(["（2022年8月26日青江市", *middle, "会议通过）"]) == found


@pytest.mark.parametrize(
    ("stem", "found"), [("海州市节约用水管理", "海州市节约用水管理通知"), ("海州市节水", "")]
)
def test_a_title_that_a_line_has_twice(stem: str, found: str) -> None:  # TWICE
    title = f"{stem}通知"
    line = f"{title}-海州市水利局网站{title}"
    assert trimmed(line) == (found or line)


def test_a_title_that_another_begins_with_is_not_there_twice() -> None:
    line = "海州市节约用水条例实施细则和海州市节约用水条例实施细则解读"
    assert trimmed(line) == line


@pytest.mark.parametrize(("size", "is_value"), [(40, True), (41, False)])
def test_values_of_events_on_the_next_line(size: int, is_value: bool) -> None:  # LONGEST of line_kinds
    assert (1 in event_lines(["地点", "厅" * size])) is is_value
