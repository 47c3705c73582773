"""Each threshold from both sides: the last page that it leaves alone, the first that it changes.

The floors of `test_made_pages` see what weights do to whole pages; here stands what a reader of the
code would ask of a number, so that nobody moves one without seeing it.
"""

from __future__ import annotations

import pytest

from policytext.boilerplate import strip
from policytext.boilerplate.features import read
from policytext.boilerplate.markers import judge
from policytext.boilerplate.page_edges import EDGE, LONGEST, SHORTEST, page_edges
from policytext.boilerplate.pieces import in_pieces
from policytext.boilerplate.span import rows
from policytext.document import Document
from policytext.io.readers.html import read_html
from policytext.pagefacts.unfolded import unfolded
from policytext.revision import restore

MENU = ("网站首页", "政务公开", "互动交流", "办事服务", "新闻中心")
FOOT = ("版权所有：海州市人民政府", "网站地图", "联系我们")


def prose(size: int) -> str:
    """A paragraph of so many characters, one sentence."""
    return ("会议强调要压实责任、抓好落实，" * (size // 15 + 1))[: size - 1] + "。"


def left(*lines: str) -> list[str]:
    """What is left of a text of these lines."""
    return strip("\n".join(lines)).text.split("\n")


def page(markup: str, title: str = "会议召开") -> Document:
    read = read_html(f"<title>{title}</title>{markup}")
    return strip(Document("-", read.text, title=read.title, meta=read.meta, layout=read.layout))


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def test_a_landmark_ends_an_article_unless_five_long_paragraphs_follow() -> None:  # AFTER, LONG, PER_WEIGHT
    article, after = [prose(601), prose(602)], [prose(610 + n) for n in range(5)]
    assert left("海州一则", *article, "相关新闻", *after[:4]) == ["海州一则", *article]
    assert set(left("海州一则", *article, "相关新闻", *after)) >= {*article, *after}


def test_a_short_article_is_not_ended_by_a_landmark() -> None:  # WHOLE, PARAGRAPH, PER_WEIGHT
    goes, stays = prose(70), prose(71)
    assert stays in left("海州一则", prose(119), "相关新闻", stays, goes)
    assert left("海州一则", prose(240), "相关新闻", stays, goes) == ["海州一则", prose(240)]


@pytest.mark.parametrize(("count", "kept"), [(5, True), (6, False)])
def test_a_headline_may_be_five_lines(count: int, kept: bool) -> None:  # HEADLINE
    headline = [f"第{number}行标题文字" for number in "一二三四五六"[:count]]
    assert (left(*MENU, *MENU, *headline, prose(60), *FOOT * 3)[0] == headline[0]) is kept


@pytest.mark.parametrize(("count", "first"), [(1, "网站首页"), (2, prose(60))])
def test_two_menu_words_are_a_menu(count: int, first: str) -> None:  # MENU
    assert left(*MENU[:count], prose(60), prose(80))[0] == first


@pytest.mark.parametrize(
    ("words", "first"), [(("要闻", "财经"), "要闻"), (("要闻", "财经", "体育"), prose(60))]
)
def test_of_words_that_articles_have_too_three_are(words: tuple[str, ...], first: str) -> None:  # MENU
    assert left(*words, "——", prose(60), prose(80))[0] == first


@pytest.mark.parametrize(("count", "goes"), [(7, False), (8, True)])
def test_a_text_with_eight_lines_of_furniture_is_a_page(count: int, goes: bool) -> None:  # PAGE
    list_of_links = [f"滨河改造{name} 2024-03-01" for name in "甲乙丙丁"]
    kept = left(*(MENU * 2)[:count], prose(60), prose(61), *list_of_links)
    assert (list_of_links[0] not in kept) is goes


@pytest.mark.parametrize(("count", "goes"), [(7, True), (8, False)])
def test_one_line_of_furniture_takes_seven_with_it(count: int, goes: bool) -> None:  # SPARSE
    kept = left(prose(60), prose(90), "版权所有", *[f"某地某处{n}" for n in range(count)])
    assert (kept == [prose(60), prose(90)]) is goes


@pytest.mark.parametrize(("count", "goes"), [(9, True), (10, False)])
def test_a_paragraph_is_the_site_s_if_it_begins_so(count: int, goes: bool) -> None:  # OPENING
    paragraph = "各地" * count + "谢绝转载。" + prose(60)
    assert (paragraph not in left(prose(61), paragraph, *FOOT)) is goes


@pytest.mark.parametrize(("size", "weight"), [(39, 1.0), (40, 2.0 + 40 / 60), (300, 7.0), (400, 7.0)])
def test_a_paragraph_has_forty_characters(size: int, weight: float) -> None:  # PROSE, LONG
    assert judge(prose(size)).weight == pytest.approx(weight)


@pytest.mark.parametrize(
    ("line", "weight"), [("行" * 12 + "！", 0.0), ("行" * 13 + "！", 1.0), ("行" * 5 + "。", 1.0)]
)
def test_a_sentence_ends_in_a_full_stop_or_is_long(line: str, weight: float) -> None:  # SPOKEN, SENTENCE
    assert judge(line).weight == weight


@pytest.mark.parametrize(
    ("line", "strength"),
    [
        ("要闻  财经", 0),
        ("要闻 财经 体育", 3),
        ("要闻 财经 海州 青江", 3),
        ("要闻 海州 青江", 0),
        ("教育\t文化\t海州\t青江", 0),  # cells of a table
        ("科目 教育 科技 文化 卫生 合计", 0),  # over figures
        ("分类 教育 科技 文化 卫生", 0),
        ("要闻 财经 海州市节水宣传站 青江", 3),
        ("要闻 财经 海州市节水宣传站点 青江", 0),
        ("要闻 财经 体育 娱乐 科技 教育 汽车 旅游 健康 房产 海州市节水宣传站点", 0),
        ("要闻 财经 体育 娱乐 科技 教育 汽车 旅游 健康 房产 时尚 海州市节水宣传站点", 3),
    ],
)
def test_menu_words_make_a_menu(line: str, strength: int) -> None:  # MENU_WORDS, MENU_COVER, LONGEST_WORD
    assert judge(line).strength == strength


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("博彩 百家乐", ""),
        ("博彩 百家乐 娱乐城", "spam"),
        ("博彩 百家乐 娱乐城" + "海" * 14, "spam"),
        ("博彩 百家乐 娱乐城" + "海" * 15, ""),
        ("国产 欧美 日韩 亚洲", ""),
    ],
)
def test_three_search_words_make_spam(line: str, rule: str) -> None:  # SPAM_WORDS, SPAM_COVER
    assert judge(line).rule == rule


@pytest.mark.parametrize(("size", "kept"), [(12, False), (13, True)])
def test_a_step_of_a_breadcrumb_is_short(size: int, kept: bool) -> None:  # STEP
    assert ("海" * size in left("首页>", "海" * size, prose(60), *FOOT)) is kept


@pytest.mark.parametrize(("size", "told"), [(30, True), (31, False)])
def test_a_value_under_its_label_is_short(size: int, told: bool) -> None:  # VALUE
    stripped = strip("\n".join(["海州一则", "来源：", "海" * size, prose(60), *FOOT]))
    assert ("source_name" in stripped.meta) is told


@pytest.mark.parametrize(("count", "told"), [(5, True), (6, False)])
def test_a_publication_line_stands_near_the_article(count: int, told: bool) -> None:  # BELOW
    lines = [*[f"旧闻{n} 2024-01-0{n + 1}" for n in range(count)], "来源：海州日报"]
    assert ("source_name" in strip("\n".join([prose(60), *lines])).meta) is told
    links = "".join(f"<a href={n}.htm>旧闻旧闻{n}</a><br>" for n in range(count))
    assert ("source_name" in page(f"<div>{prose(60)}</div>{links}<p>来源：海州日报").meta) is told


@pytest.mark.parametrize(("count", "found"), [(49, False), (50, True)])
def test_fifty_short_lines_are_an_article(count: int, found: bool) -> None:  # SHORT, LEAST
    assert bool(page(f"<div>{paragraphs(*['海州某处'] * count)}</div>").remarks) is not found


@pytest.mark.parametrize(("size", "found"), [(24, False), (25, True)])
def test_a_sentence_of_25_characters_is_an_article(size: int, found: bool) -> None:  # LEAST
    assert bool(page(f"<div>{paragraphs(prose(size))}</div>").remarks) is not found


@pytest.mark.parametrize(("size", "kept"), [(19, False), (20, True)])
def test_a_paragraph_outweighs_the_line_of_furniture_above(size: int, kept: bool) -> None:  # AGAINST
    markup = paragraphs(prose(100), "版权所有", "会" * (size - 2) + "，会")
    assert (page(f"<div>{markup}</div>").text.count("\n") == 1) is kept


@pytest.mark.parametrize(("count", "kept"), [(3, 1), (4, 5)])
def test_scraps_beside_the_article_s_element_go(count: int, kept: int) -> None:  # SCRAP
    outside = paragraphs(*["海州某处"] * count)
    assert len(page(f"{outside}<div>{paragraphs(prose(80))}</div>").text.split("\n")) == kept


@pytest.mark.parametrize(("size", "believed"), [(199, False), (200, True)])
def test_an_element_named_after_an_article_must_hold_half(size: int, believed: bool) -> None:  # BORNE_OUT
    markup = f"<div id=zoom>{prose(size)}</div><div>{paragraphs(prose(110), prose(90))}</div>"
    assert (page(markup).text == prose(size)) is believed


@pytest.mark.parametrize(("count", "first"), [(2, prose(60)), (3, "海州市水利局")])
def test_a_headline_in_the_article_is_among_its_first_lines(count: int, first: str) -> None:  # HEAD
    markup = f"<div>{paragraphs(*['海州市水利局'] * count)}<h1>会议召开</h1>{paragraphs(prose(60))}</div>"
    assert page(markup).text.split("\n")[0] == first


@pytest.mark.parametrize(("count", "kept"), [(4, True), (5, False)])
def test_advertisements_may_part_an_article_from_its_end(count: int, kept: bool) -> None:  # GAP
    markup = f"<div>{prose(60)}</div><div class=ad>{paragraphs(*['广告'] * count)}</div><p>特此通知。"
    assert page(markup).text.endswith("特此通知。") is kept


@pytest.mark.parametrize(("count", "kept"), [(2, True), (3, False)])
def test_a_signature_is_two_lines_before_its_day(count: int, kept: bool) -> None:  # WAITING
    signature = paragraphs(*["海州市人民政府"] * count, "2024年3月5日")
    markup = f"<div>{prose(60)}</div><div class=ad>广告</div>{signature}"
    assert page(markup).text.count("\n") == (count + 1) * kept


@pytest.mark.parametrize(("count", "told"), [(2, 2), (3, 2)])
def test_a_subtitle_has_two_lines(count: int, told: int) -> None:  # SUBTITLES
    under = paragraphs(*[f"——三十家企业现场签约{n}" for n in range(count)])
    markup = f"<div><h1>会议召开</h1>{under}</div><div id=zoom>{prose(60)}</div>"
    assert page(markup).meta["subtitle"].count("——") == told


@pytest.mark.parametrize(("count", "lines"), [(2, 6), (3, 4)])
def test_a_page_with_a_third_of_copies_holds_its_article_twice(count: int, lines: int) -> None:  # COPIED
    article = [prose(100)[:-4] + f"{n}件。" for n in range(4)]
    markup = f"<div>{paragraphs(*article)}</div><div>{paragraphs(*article[:count])}</div>"
    assert len(page(markup).text.split("\n")) == lines


@pytest.mark.parametrize(("count", "bare"), [(8, True), (9, False)])
def test_an_article_of_pictures_has_few_links_around_it(count: int, bare: bool) -> None:  # BESIDE
    links = "".join(f"<li><a href={n}.htm>海州市召开第{n}次工作会议</a>" for n in range(count))
    stripped = page(f"<h1>会议召开</h1><p>来源：海州日报</p><img src=1.png><ul>{links}</ul>")
    assert (stripped.text == "") is bare


@pytest.mark.parametrize(("count", "kept"), [(7, False), (8, True)])
def test_eight_lines_below_an_article_are_its_list(count: int, kept: bool) -> None:  # LISTED
    items = [f"海州某地{number}" for number in range(count)]
    assert (items[0] in left(*MENU, *MENU, "海州一则", prose(300), *items, *FOOT * 4)) is kept


@pytest.mark.parametrize(
    ("line", "weight"), [("3．面积计", 0.3), ("| 罪名 | 条文 |", 0.3), ("面积计", 0.0)]
)
def test_rows_and_items_weigh_a_little(line: str, weight: float) -> None:  # ROW
    assert judge(line).weight == weight


@pytest.mark.parametrize(("count", "found"), [(7, True), (8, False)])
def test_an_unmarked_title_stands_eight_lines_above_at_most(count: int, found: bool) -> None:  # HEAD
    title = "海州市人民政府关于做好春播工作的通知"
    rows = "".join(f"<tr><td>某栏{number}" for number in range(count))
    markup = f"<table><tr><td>{title}{rows}</table><div id=zoom>{prose(60)}</div>"
    assert (page(markup, "海州市人民政府").title == title) is found


@pytest.mark.parametrize(("count", "whole"), [(4, True), (5, False)])
def test_a_headline_may_be_broken_into_four_lines(count: int, whole: bool) -> None:  # MOST_LINES
    lines = ["海州市水利局", "关于做好", "全市今年", "农村供水", "工程检查的通知"][-count:]
    markup = "<h2>" + "<br>".join(lines) + "</h2><p>来源：海州日报</p><p>" + prose(80) + "</p>"
    assert (page(markup, "".join(lines) + "_海州市水利局").title == "".join(lines)) is whole


@pytest.mark.parametrize(("size", "kept"), [(200, False), (199, True)])
def test_behind_an_element_with_two_thirds_of_a_text_sentences_go(size: int, kept: bool) -> None:  # MOST
    text = f"<div class=a>{paragraphs(prose(size - 99), prose(99))}</div>"
    behind = f"<div class=b><div class=c>{prose(50)}</div></div><div class=d>{prose(50)}</div>"
    assert page(f"<h1>会议召开</h1>{text}{behind}").text.endswith(prose(50)) is kept


def test_a_signature_and_a_paragraph_beside_the_text_stay() -> None:
    signed = paragraphs(prose(30), "海州市人民政府", "2024年3月5日")
    markup = f"<h1>会议召开</h1><div class=a>{paragraphs(prose(200), prose(100))}</div>{signed}"
    assert len(page(f"<div>{markup}</div>").text.split("\n")) == 5


def test_what_is_below_a_signature_in_other_elements_goes_but_for_an_annex() -> None:
    text = f"<div class=a>{paragraphs(prose(60), '海州市人民政府', '2024年3月5日')}</div>"
    below = f"<div class=b>{paragraphs('网友说法', prose(50), prose(70))}</div>"
    annex = f"<div class=b>{paragraphs('附件1', '办法', prose(50), prose(70))}</div>"
    assert page(f"<h1>会议召开</h1>{text}{below}").text.endswith("5日")
    assert page(f"<h1>会议召开</h1>{text}{annex}").text.endswith(prose(70))


@pytest.mark.parametrize(("size", "kept"), [(10, False), (9, True)])
def test_a_heading_with_which_the_title_ends_is_the_headline(size: int, kept: bool) -> None:  # TAIL
    heading = "防汛工作措施解读访谈录"[-size:]
    markup = f"<div><h2>{heading}</h2>{paragraphs(prose(60), prose(70))}</div>"
    assert (heading in page(markup, f"在线访谈：{heading}").text) is kept


@pytest.mark.parametrize(("length", "joined"), [(15, True), (14, False)])
def test_a_sentence_goes_on_over_a_page_from_a_full_line(length: int, joined: bool) -> None:  # FILLED
    before = "认" * length
    text = f"{prose(60)}\n{before}\n— 1 —\n真贯彻执行。\n{prose(60)}\n"
    document = strip(Document.of(text))
    assert (f"{before}真贯彻执行。" in document.text) is joined
    assert "— 1 —" not in document.text
    assert restore(document).text == text


@pytest.mark.parametrize(("buttons", "kept"), [(1, True), (2, False)])
def test_a_note_stays_over_so_many_buttons(buttons: int, kept: bool) -> None:  # BUTTONS
    note = "（2016年11月4日海州市人民政府令第248号公布）"
    head = ("首页 > 规章库 > 现行有效", "海州市取水许可管理办法", note, *["打印本页关闭窗口"] * buttons)
    text = left(*head, "第一章　总则", f"第一条　{prose(80)}", f"第二条　{prose(80)}", *FOOT)
    assert (note in text) is kept


@pytest.mark.parametrize(("between", "told"), [(4, True), (5, False)])
def test_lines_between_a_byline_and_its_text(between: int, told: bool) -> None:  # UNDER
    names = "\n".join(["王晓明 李华"] * between)
    head = f"渔业权制度比较及对我国的启示\n2023-02-16 01:41厶晓明\n{names}"
    text = f"{head}\n{'渔业权制度正式确立，对我国具有重要意义。' * 3}"
    assert ("date_published" in strip(Document.of(text)).meta) is told


PARTED = "一、各县（区）人民政府要按照用水总量的指标，"


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        (["公报 2024年第3期", "市政府文件"], [1, 2, 3, 5, 6, 7]),
        (["公报 2024年第3期", "市政府文件", "节水管理"], [1, 2, 3, 6, 7, 8]),  # more lines than EDGE
        (["报" * LONGEST], [1, 2, 4, 5]),
        (["报" * (LONGEST + 1)], [1, 4]),
        (["报" * SHORTEST], [1, 2, 4, 5]),
        (["报" * (SHORTEST - 1) + " "], [1, 4]),
        (["青江公报。"], [1, 4]),  # a sentence
        (["科目\t金额"], [1, 4]),  # a row of a table
        (["12345"], [1, 4]),
    ],
)
def test_what_is_the_head_of_a_page(heads: list[str], found: list[int]) -> None:
    assert len(heads) <= EDGE + 1
    pages = [PARTED, "- 1 -", *heads, "要惜水。", "- 2 -", *heads, "要爱水。"]
    assert page_edges(read("\n".join(pages))) == found


@pytest.mark.parametrize(("others", "is_head"), [(3, True), (4, False)])
def test_a_head_stands_over_every_other_page(others: int, is_head: bool) -> None:
    pages = [PARTED, "- 1 -", "青江公报", "要惜水。", "- 2 -", "青江公报"]
    for number in range(others):
        pages += ["要爱水。", f"- {number + 3} -"]
    assert (2 in page_edges(read("\n".join(pages)))) is is_head


@pytest.mark.parametrize(
    "document",
    [
        ["（一）一般公共预算", "收入100亿元。"],
        ["行政处罚决定书", "当事人违反了规定。"],
        ["要爱水。", "青江市水利局", "2024年3月5日"],
        ["附件1", "序号 项目 数量"],
    ],
)
@pytest.mark.parametrize("number", ["- {} -", "{}/4"])
def test_what_begins_and_ends_documents_is_no_head(document: list[str], number: str) -> None:
    lines = ["关于节水的通知"]
    for page in range(1, 4):
        lines += [*document, number.format(page)]
    found = page_edges(read("\n".join(lines)))
    assert found in ([], [at for at, line in enumerate(lines) if "-" in line])


@pytest.mark.parametrize(
    ("first", "is_head"),
    [
        ("青江市人民政府公报 2024年第3期", True),
        ("关于节水的通知_青江市人民政府", True),  # a title below begins it
        ("关于节水的通知", False),  # it may be the title
        ("青江市节水规划", False),
    ],
)
def test_what_stands_over_the_first_page(first: str, is_head: bool) -> None:
    title = "关于节水的通知" if first != "关于节水的通知" else "要爱水。"
    pages = [first, title, PARTED, "- 1 -", first, "要惜水。"]
    assert (0 in page_edges(read("\n".join([*pages, "- 2 -"])))) is is_head


def test_edges_of_pages_do_not_end_the_text() -> None:
    pages = ["考核结果", "水利局", "1/3", "财政局", "2/3", "教育局", "3/3", "特此公示。"]
    stripped = strip(Document("a", "\n".join(pages)))
    assert stripped.text.split("\n") == ["考核结果", "水利局", "财政局", "教育局", "特此公示。"]


def listed(documents: int, between: int = 1, headline: str = "关于开展节水的通知") -> str:
    """A page of documents, each with a headline, so many paragraphs of an abstract, and its day."""
    abstract = "<p>各乡镇要提高认识，认真组织开展节水工作，确保取得实效。</p>" * between
    day = "<span>加入时间：2024-03-0{}</span>"
    return "".join(
        f"<div class=i><a href=/{n}>{headline}</a>{abstract}{day.format(n)}</div>"
        for n in range(1, documents + 1)
    )


@pytest.mark.parametrize(
    ("markup", "is_list"),
    [
        (listed(3), True),
        (listed(2), False),
        (listed(3, 2), True),
        (listed(3, 3), False),  # the day is too far from its headline
        (listed(3, 1, "关于节水的通知书"), True),
        (listed(3, 1, "关于节水的通知"), False),  # seven characters
        (listed(3) + paragraphs(prose(60), prose(70)), False),  # news beside an article
        (paragraphs(prose(60), prose(70)) + listed(3), False),
    ],
)
def test_what_is_a_list_of_documents(markup: str, is_list: bool) -> None:
    assert any(remark.rule == "no-article" for remark in page(markup, "某局").remarks) is is_list


@pytest.mark.parametrize(
    ("names", "kept"), [(("采购公告", "更正公告"), True), (("采购公告", "更正公告", "合同公示"), False)]
)
def test_names_of_columns_that_are_tabs(names: tuple[str, ...], kept: bool) -> None:  # TABS
    text = left(*MENU, "海州医院采购公告", "发布时间：2024-03-05", *names, prose(80), prose(90), *FOOT)
    assert (names[0] in text) is kept


@pytest.mark.parametrize(("count", "kept"), [(1, True), (2, False)])
def test_beginnings_that_make_a_list(count: int, kept: bool) -> None:  # LISTED
    others = [
        line
        for n in range(count)
        for line in (f"关于公布第{n}批节水单位的通知", "日期：2024-03-05", f"现将第{n}批名单公布如下……")
    ]
    text = left("关于节水的通知", "日期：2024-03-08", prose(130), prose(140), *others)
    assert ("关于公布第0批节水单位的通知" in text) is kept


def test_letters_with_days_within_a_text_are_no_list() -> None:
    letters = [
        line
        for n in "五六"
        for line in (f"三月{n}日来信", f"时间：2024-03-0{'五六'.index(n) + 5}", "水来了……")
    ]
    text = left("记者手记", prose(130), prose(140), *letters, prose(130), prose(140))
    assert "三月五日来信" in text and "记者手记" in text


def test_columns_under_a_heading_are_no_tabs() -> None:
    text = left(
        "政务公开目录", "一、公开内容", "财政预算公告", "人事任免通知", "统计公报", "二、时限", prose(90)
    )
    assert "财政预算公告" in text


@pytest.mark.parametrize(("floor", "gone"), [("", False), (" | 显示全部楼层", True)])
def test_an_answer_below_a_question_is_no_post_of_a_forum(floor: str, gone: bool) -> None:
    asked, answered = f"发表于 2024-03-05 10:20{floor}", f"发表于 2024-03-06 09:00{floor}"
    text = left("关于自来水问题", asked, prose(90), "海州市水利局", answered, "您好，经核查，已完成改造。")
    assert ("您好，经核查，已完成改造。" not in text) is gone


@pytest.mark.parametrize(
    ("site", "gone"), [("-海州市水利局", True), ("——海州的实践", False), ("-2023年", False)]
)
def test_a_page_title_over_the_headline(site: str, gone: bool) -> None:
    text = left(f"节水工作总结{site}", "市水利局", "节水工作总结", prose(90), prose(80))
    assert (text[0] == "节水工作总结") is gone


@pytest.mark.parametrize(("others", "gone"), [(2, True), (3, False)])
def test_labels_of_no_table_within_a_box_of_text(others: int, gone: bool) -> None:  # APART
    unknown = [line for n in "甲乙丙"[:others] for line in (f"政策{n}级", f"市{n}级")]
    box = ["索引号", "A-1/2024", *unknown, "发布机构", "海州市水利局", "发布日期", "2024-03-05"]
    text = left(*MENU, *box, "关于节水的通知", prose(80), prose(90), *FOOT)
    assert (f"市{'甲乙丙'[others - 1]}级" not in text) is gone


@pytest.mark.parametrize(("size", "partial"), [(79, True), (80, False)])
def test_text_beside_a_file_in_a_frame(size: int, partial: bool) -> None:  # TIP
    markup = f"<h1>会议召开</h1><p>发布时间：2024-03-05</p><iframe src=a.pdf></iframe><p>{prose(size)}</p>"
    assert (page(markup).verdict == "partial") is partial


@pytest.mark.parametrize(("lines", "kept"), [(3, True), (4, False)])
def test_where_a_further_article_of_a_feed_has_its_day(lines: int, kept: bool) -> None:  # HEAD of pages
    def item(name: str, between: int, size: int) -> str:
        notes = "<div>图文</div>" * (between - 1)
        day = "<div>发布时间：2024-03-05 来源：海州日报</div>"
        return f"<article><h2>{name}</h2>{notes}{day}<p>{prose(size)}</p></article>"

    feed = f"<main>{item('会议召开', 1, 90)}{item('水库开工', lines, 80)}</main>"
    assert (prose(80) not in page(feed).text) is kept


def test_a_page_copied_without_any_blank_is_said() -> None:
    body = "青江市召开防汛会议，要求各地压实责任，抓好落实。" * 6
    glued = f"首页新闻中心青江召开防汛会议发布时间：2024-03-05来源：青江日报{body}【打印】上一篇：无"
    (remark,) = strip(Document.of(glued)).remarks
    assert remark.rule == "run-together"
    assert not strip(Document.of(f"{body}来源：青江日报责任编辑：李青")).remarks


@pytest.mark.parametrize(
    ("day", "gone"), [("发布时间：2024-06-01 来源：法规科", True), ("明天召开", False)]
)
def test_tabs_below_a_signature_are_another_document(day: str, gone: bool) -> None:
    signed = [
        "青江市水利局关于节水的通知",
        "2024-03-05 09:30",
        prose(130),
        prose(140),
        "青江市水利局",
        "2024年3月5日",
    ]
    text = left(*signed, "青江市水利局关于节水的通知解读", day, prose(90))
    assert ("青江市水利局关于节水的通知解读" not in text) is gone


HEADED = ("首页 > 政务公开 > 文件", "海州市水利局关于防汛的通知", "发布时间：2024-03-06 09:00")
SIGNED = (prose(90), "海州市水利局", "2024年3月5日")


@pytest.mark.parametrize(("count", "kept"), [(20, False), (21, True)])
def test_lines_below_a_signature_that_are_its_page_s(count: int, kept: bool) -> None:  # footed.LONGEST
    others = [
        "海州市水利局关于节水的通知",
        *(f"海州湖第{'一二三'[n % 3]}景区限流" for n in range(count - 1)),
    ]
    assert (others[0] in left(*HEADED, *SIGNED, *others)) is kept


@pytest.mark.parametrize(("count", "kept"), [(7, False), (8, True)])
def test_lines_below_the_buttons_that_may_be_an_annex(count: int, kept: bool) -> None:  # footed.LISTED
    names = [f"海州湖{'东西南北中上下前后'[n]}泵站" for n in range(count)]
    assert (names[0] in left(*HEADED, *SIGNED, "打印本页", *names)) is kept


@pytest.mark.parametrize(("count", "last"), [(2, 1), (3, 5)])
def test_rows_that_make_a_form(count: int, last: int) -> None:  # FORM
    form = ["当事人名称：海州银行", "违法行为类型：未识别客户", "处罚内容：罚款五万元"][:count]
    lines = read("\n".join(("处罚信息公示表", "打印本页", *form)))
    assert rows(lines, 0, 1) == last


@pytest.mark.parametrize(("words", "kept"), [("法规 案例", True), ("法规 案例 期刊", False)])
def test_words_over_a_headline_that_make_a_menu(words: str, kept: bool) -> None:  # pieces.WORDS
    assert (words in left(words, *HEADED[1:], *SIGNED)) is kept


@pytest.mark.parametrize(("count", "kept"), [(4, False), (5, True)])
def test_names_between_a_headline_and_its_day(count: int, kept: bool) -> None:  # BYLINE
    names = ["陈晓岚", "李建国", "王晓明", "张志强", "刘海燕"][:count]
    assert (names[0] in left("海州市举办邀请赛", *names, "2024-04-21 20:31", prose(90))) is kept


@pytest.mark.parametrize(("tab", "kept"), [("申报指南", False), ("申报指南表", True)])
def test_words_that_are_tabs(tab: str, kept: bool) -> None:  # TAB
    assert (tab in left(*HEADED, "政策解读", tab, *SIGNED)) is kept


@pytest.mark.parametrize(("shown", "rule"), [("▼▼▼", "navigation"), ("▼▼▼▼", "")])
def test_signs_without_a_word(shown: str, rule: str) -> None:  # SIGNS
    assert judge(shown).rule == rule


@pytest.mark.parametrize(
    ("title", "menu", "said"),
    [
        ("海州启动秋季防火行动九", 10, False),  # SURELY_NAMED: eleven characters alone are not enough
        ("海州市水利局启动秋季防火专项行动", 10, True),  # sixteen are
        ("海州市水利局启动秋季防火专项行动", 420, False),  # OVER
    ],
)
def test_a_headline_glued_behind_a_menu(title: str, menu: int, said: bool) -> None:
    page = f"{title}{'甲乙丙丁戊己庚辛壬癸' * (menu // 10)}{title}{prose(300)}"
    assert any(remark.rule == "run-together" for remark in strip(page).remarks) is said


@pytest.mark.parametrize(("words", "kept"), [("审查 巡视 曝光", True), ("审查 巡视 曝光 廉政", False)])
def test_words_over_a_headline_that_make_a_page(words: str, kept: bool) -> None:  # headed.MENU
    headline = "海州市水利局关于防汛的通知"
    assert (words in left(words, headline, "海水〔2024〕3号", prose(90))) is kept


@pytest.mark.parametrize(("word", "kept"), [("政策法规专栏", False), ("政策法规栏目页", True)])
def test_a_word_between_an_issuer_and_a_headline(word: str, kept: bool) -> None:  # headed.WORD
    assert ("海州市财政局" in left("海州市财政局", word, *HEADED[1:], *SIGNED)) is kept


@pytest.mark.parametrize(("pieces", "found"), [(3, True), (4, False)])
def test_lines_that_a_headline_is_broken_into(pieces: int, found: bool) -> None:  # headed.HEADLINE
    lines = [f"海州加快防汛{'甲乙丙丁'[n]}" for n in range(pieces)]
    title = f"{''.join(lines)}_海州"
    text = "\n".join((title, "网站首页", *lines, "发布时间：2024-03-06 09:00", prose(90)))
    assert (strip(text).title == "".join(lines)) is found


@pytest.mark.parametrize(("size", "is_row"), [(12, True), (13, False)])
def test_a_piece_of_a_row_that_is_of_no_kind_known(size: int, is_row: bool) -> None:  # pieces.PIECE
    assert (in_pieces(f"2024-03-05 {'防汛' * 6}{'汛' * (size - 12)} 阅读 12") is not None) is is_row


def _few(count: int, blanks: int) -> str:
    """A text on so many lines of as many blanks each."""
    return "\n".join("　　".join(["抓好防汛值守落实。"] * (blanks + 1)) for _ in range(count))


@pytest.mark.parametrize(("count", "blanks", "parted"), [(8, 4, True), (9, 4, False), (8, 3, False)])
def test_a_page_on_few_lines(count: int, blanks: int, parted: bool) -> None:  # unfolded.FEW, DENSE
    text = _few(count, blanks)
    assert (unfolded(text) != text) is parted


@pytest.mark.parametrize(("line", "said"), [("返回目录　下载表格", True), ("附件：防汛责任表", False)])
def test_a_line_below_a_document_that_may_be_its_pages_is_said(line: str, said: bool) -> None:
    for stripped in (
        strip("\n".join((*HEADED, *SIGNED, line, "请点击确认"))),
        page(f"<h1>会议召开</h1>{paragraphs(prose(60), *SIGNED[-2:], line)}"),
    ):
        told = [remark.text for remark in stripped.remarks]
        assert line in stripped.text
        assert (line in told) is said


@pytest.mark.parametrize(
    "below",
    ["<ul><li>青江一中</li></ul>", "<h3>青江一中</h3>", "<p class='r'>青江一中</p>", "<div>特此说明</div>"],
)
def test_lists_headings_and_closing_words_below_a_text_are_its_own(below: str) -> None:
    head = "<div><a>首页</a><a>要闻</a></div><div class=art><h1>会议召开</h1><div>来源：市水利局</div>"
    text = paragraphs(prose(60), f"会上{prose(60)}")
    foot = "<div><a>打印</a><a>关闭</a></div></div><div>版权所有：青江市水利局</div>"
    assert page(head + text + below + foot).text.split("\n")[-1] in ("青江一中", "特此说明")
