"""Lines that say how a page was published and nothing else: date, source, credits, counters, buttons.

The buttons are in `resources/page_controls.tsv`; see `labels` for the labels.
"""

from __future__ import annotations

import re
from functools import cache

from policytext.language.characters import LOOSE_HAN as HAN
from policytext.language.patterns import lazy
from policytext.language.simplify import simplified_table
from policytext.pagefacts import bylines
from policytext.pagefacts.agency import is_desk, signers
from policytext.pagefacts.controls import controls
from policytext.pagefacts.days import day_of_label, iso_day
from policytext.pagefacts.imprint import imprint
from policytext.pagefacts.labels import LONG_LABEL, OF_PAGES, Label, labels, parted, row_with_colons
from policytext.pagefacts.moments import WHEN, is_account, states_moment
from policytext.pagefacts.title import is_complete, names_subject
from policytext.resources import alternation, rows

LONGEST = 200  # characters; no publication line seen was longer
SERIAL = 24  # characters in which a line's document number has its year

_SOURCES_END = "报网社台端局室厅委办部处科院府心会组站队所馆司号"  # what a label may be run into
_NAMELESS = frozenset({"转载", "转载文章", "网络转载"})  # sources that say of none who it is
_ANYBODY = frozenset({"互联网", "网络"})  # and an outlet beside them is somebody
_TORN_COLON = "锛\ufffd"  # in UTF-8 read as GBK, where its last byte was lost
_NUMERIC = lazy(r"(?<![\d-])(?:19|20)\d\d([-./])\d\d?\1\d\d?(?!\d)")
_COUNT = lazy(
    r"(?:[\d,.]+\s*万?\+?(?:\s+(?:[AT]\s*[-+|]?\s*){2,4})?|[(（]\d+[)）]|[大中小]{2,3}|-+|(?:[AT]\s*[-+|]?\s*){1,4}|loading\W*|加载中\W*)?\s*(?:人?次|人|条|个|字|张)?"
    rf"(?:\s+{HAN}{{2,4}}[：:]\s*\d+)*",  # 点击：1833 回复：27
    re.IGNORECASE,
)
_COUNTED = "访问|查看|阅读|浏览|点击|评论|点赞|收藏|看过|赞同|赞|在看|转发|喜欢"
_CONTROL = lazy(  # buttons of one site: 【显示概要】, | 倒序浏览
    r"[【\[]\w{2,8}[】\]]|[|｜│]\s*[^\W\d]{2,6}(?=\s*(?:[|｜│]|$))"
)
_OTHER = lazy(rf"\s*{HAN}{{2,6}}[：:]\s*\S{{0,20}}\s*")  # 撰写：海域科, by a label that no table has
_FILLING = "[]【】()（）〔〕<>《》|│｜丨/\\•·・,，、;；:：_~～?-"
_FILLER = lazy(rf"(?:[\s{re.escape(_FILLING)}]|[（(]\d{{1,3}}[)）]|(?:https?://|www\.)[\w./%?=&#-]+)*")
_EDGES = " \t\xa0\u3000[]【】|│｜丨/\\•·・,，、;；:：-—"
_SENTENCE = lazy(r"[，,。！？!?；;]")
_PERIOD = lazy(r"\s*(?:至|到|[-—–－~～]{1,2})\s*")
_CLAIM = lazy(
    r"[，,。；;].*(?:侵权|版权|删除|联系|观点|立场|授权|注明).*|(?:参与|我要|网友)?评论\W?\d+\W?[人条]?$"
)
_UNTOLD = lazy("[。！？]|^[A-Z]类?$")  # 类别：B stands on a reply, and means its kind
_BYLINE = lazy(  # of a WeChat post: 原创 小财 财经观察 2024-07-26 20:15 北京
    r"\s*(?:原创\s+)?(?P<names>\S{2,16}(?:\s+\S{2,20}){0,2})\s+(?P<y>20\d\d)[-年](?P<m>\d\d?)[-月](?P<d>\d\d?)日?"
    r"\s+\d\d?:\d\d\s+(?:发表于)?(?P<sent>\w{2,3})\s*"
)
_SENT = lazy(  # 2024-07-26 20:15 财经观察 湖南
    r"(20\d\d)[-年](\d\d?)[-月](\d\d?)日?\s+\d\d?:\d\d\s+([^\s\d：:]{2,12})\s+(\w{2,3})\s*"
)
_POSTED = lazy(
    r"\s*(?:原创\s*)?(20\d\d)-(\d\d?)-(\d\d?)\s+\d\d?:\d\d\s*·\s*([^\s·]{2,20})\s*"
)  # 2024-07-26 20:15·漓江观察
_PRINTED = lazy(  # 王立新 《人民日报》（2024年02月19日　第 05 版）
    rf"(?:{HAN}{{2,4}}\s+)?《(?P<paper>{HAN}{{2,12}})》\s*[（(]\s*(?P<y>(?:19|20)\d\d)\s*年\s*(?P<m>\d\d?)\s*月\s*(?P<d>\d\d?)\s*日"
    r"[\s,，]*第?\s*[A-Z]?\d{1,3}\s*版\s*[）)]"
)
_STAFF = lazy(r"\s+[A-Z]{1,3}\d{2,4}$")  # an editor's number: 李敏 PN031
_BLOG = lazy(" (?:发布|提交)于")
_ISSUE = lazy(  # over a page of a paper: 江城日报 2024年02月19日 星期一
    rf"(?<!{HAN})(?P<paper>{HAN}{{2,12}}报)\s+(?P<y>20\d\d)年(?P<m>\d\d?)月(?P<d>\d\d?)日\s*星期."
)
_SHEET = lazy(r"第\s?[A-Z]?\d{1,3}\s?版")
_REPORTED = lazy(rf"\s*{HAN}{{0,12}}记者[\s：:]+(?P<names>\S.{{1,30}}?)\s*")  # 江城新闻记者 李敏
_ACCESS = lazy(
    r"[（(]\s*(?:信息|政府信息|文件)?公开(?:属性|方式|形式|范围|类别|选项|类型)\s*[：:]\s*\w+\s*[）)]\s*"
)
_NUMBERED = lazy(rf"\s*({HAN}{{1,14}}〔\d{{4}}〕\s?第?\d+号)\s*(?={HAN})")


def _anchor() -> str:
    """Labels with their colon, labels that need none, buttons that stand apart, moments."""
    table = labels()
    closed = {name for name in table if len(name) > LONG_LABEL}
    # templates justify short labels with spaces: 索 引 号
    spaced = alternation((name for name in table if len(name) <= LONG_LABEL), r"\s*")
    # and give a table's labels no colon; 名 称 before a tab may be of any table: see `row_with_colons`
    wide = "|".join(
        r"\s+".join(name) + (r"(?!\t)" if len(name) == 2 else "") for name in table if 1 < len(name) < 6
    )
    people = alternation(
        n for n, label in table.items() if label.strength == "open" and label.kind == "people"
    )
    others = alternation(
        n for n, label in table.items() if label.strength == "open" and label.kind != "people"
    )
    apart = r"\s|│｜丨/【】\[\]()（）:：,，·>》"
    return (
        # days in addresses are nothing; a short label must not be the end of a longer word, as in 资料来源
        r"(?P<url>https?://[\w./%?=&#:-]+)"
        rf"|(?P<label>{alternation(closed)}|(?:(?<!{HAN})|(?<=\d日)(?=[来稿作编])|(?<=\d[次人条])|(?<=[{_SOURCES_END}]))(?:{spaced}))"
        rf"\s*(?:[(（]?[A-Za-z][A-Za-z ]{{1,20}}[)）]?\s*(?=[：:]))?"
        rf"(?:[：:丨|│｜】]|{_TORN_COLON}|(?=[(（]\d+[)）]))\s*"
        rf"|(?<!\S)(?P<wide>{wide})\s+(?!{HAN}(?:\s+{HAN})+$)(?=\S)"  # no heading: 编 辑 说 明
        rf"|(?<!{HAN})(?P<role>{people})[\s/]+(?={HAN})"
        rf"|(?<!{HAN})(?P<origin>{others})\s*(?=[《“「\w])"
        rf"|(?<![^{apart}\d])(?P<button>{alternation(controls())})(?![^{apart}])"
        rf"|(?<!\d){WHEN}"
        rf"|(?<![\d.])(?P<tally>\d[\d,.]*\s*[w万k]?\+?\s*(?:人?次|人|条)?\s*(?:{_COUNTED}))(?!\w)"
        rf"|(?<!{HAN})(?P<counted>[已共被]?(?:{_COUNTED})\s*\d[\d,.]*\s*[w万k]?\+?\s*(?:人?次|人|条)?)(?![\w.])"
    )


_ANCHOR = lazy(_anchor, re.IGNORECASE)


def facts(line: str, beside: bool = False) -> dict[str, str] | None:
    """The facts of a line that is nothing but publication information, else None.

    `{}` is furniture without a fact: a counter, a row of buttons, a label whose value is on the
    next line. `beside` says that the neighbours are publication lines, so that labels which
    articles use too (名称, 文号) and bare dates count. Keys: date_published, date_updated,
    date_written (ISO 8601 dates), source_name, author, editors, issuer, doc_number, title and
    the others of the table. Both scripts are read.

    >>> facts("发布时间：2024-03-05 09:30 来源：省教育厅 【字体：大 中 小】")
    {'date_published': '2024-03-05', 'source_name': '省教育厅'}
    >>> facts("编辑 李青 审读 王小明"), facts("本文轉載自海州日報客戶端")
    ({'editors': '李青、王小明'}, {'source_name': '海州日報客戶端'})
    >>> facts("全文有效 成文日期：2024-03-05"), facts("时效性：全文有效 来源：法规科")
    ({'date_written': '2024-03-05'}, {'validity': '全文有效', 'source_name': '法规科'})
    >>> facts("打印本页 | 关闭窗口"), facts("资料来源：国家统计局"), facts("2024年3月5日")
    ({}, None, None)
    """
    if len(line) > LONGEST or _is_of_document(line):
        return None
    if "**" in line:  # of Markdown
        line = line.replace("**", "  ")
    if (told := _of_a_form(line, beside)) is not None:
        return told
    labelled = "时间：" in line or "日期：" in line  # behind an outlet
    dated = states_moment(line) or ((beside or labelled) and _NUMERIC.search(line) is not None)
    if not dated and line[:1] not in _openers() and not line[:1].isspace():
        return None
    folded = line.translate(simplified_table())
    if not dated and not _ANCHOR.match(folded, _opening(line)):
        return None
    reading = _Reading(beside)
    at = 0
    for anchor in _ANCHOR.finditer(folded):
        if not reading.value(line[at : anchor.start()]) or not reading.take(anchor):
            return None
        at = anchor.end()
    return reading.found if at and reading.value(line[at:]) and reading.sure else None


def printed(line: str) -> dict[str, str]:
    """The paper and the day that a line names in which an article was printed.

    >>> printed("《江城日报》（2024年02月19日　第 05 版）")
    {'source_name': '江城日报', 'date_published': '2024-02-19'}
    """
    found = _PRINTED.fullmatch(line.strip()) if "版" in line[-3:] else None
    day = iso_day(*map(int, found.group("y", "m", "d"))) if found else ""
    return {"source_name": found["paper"], "date_published": day} if found and day else {}


def issue(page: str) -> dict[str, str]:
    """The paper and the day that a page of a paper's edition for the screen says it is of.

    Sites of papers show the day of the visit too, but no number of a sheet.

    >>> issue("江城日报 2024年02月19日 星期一\\n第A02版：要闻"), issue("江城日报 2024年02月19日 星期一")
    ({'source_name': '江城日报', 'date_published': '2024-02-19'}, {})
    """
    found = set(_ISSUE.findall(page)) if "报" in page and _SHEET.search(page) else set()
    if len(found) != 1:
        return {}
    paper, *parts = found.pop()
    day = iso_day(*map(int, parts))
    return {"source_name": paper, "date_published": day} if day else {}


def _is_of_document(line: str) -> bool:
    """Does a line say it of a document, in its text: 1999年7月13日，某市水利局; （公开属性：主动公开）?"""
    if line.startswith(("（", "(")) and _ACCESS.fullmatch(line):
        return True
    return "日，" in line and imprint(line) is not None


def _of_a_form(line: str, beside: bool) -> dict[str, str] | None:
    """The facts of a post's byline, of a number followed by labels, or of a row of a table of labels."""
    if "20" in line and (post := _BYLINE.fullmatch(line)) and post["sent"] in provinces():
        account = post["names"].split()[-1]
        return {"source_name": account, "date_published": iso_day(*map(int, post.group("y", "m", "d")))}
    if line[:2] == "20" and (post := _SENT.fullmatch(line)) and post[5] in provinces():
        return {"source_name": post[4], "date_published": iso_day(*map(int, post.group(1, 2, 3)))}
    if beside and line.startswith("来自") and line[2:].strip() in provinces():
        return {}
    if "·" in line and (post := _POSTED.fullmatch(line)) and post[4] not in provinces():
        day = {"date_published": iso_day(*map(int, post.group(1, 2, 3)))}
        return day if is_account(post[4]) else {"source_name": post[4], **day}
    if (
        "〕" in line[:SERIAL]
        and (number := _NUMBERED.match(line))
        and (told := facts(line[number.end() :]))
    ):
        return {"doc_number": number[1], **told}
    if line.startswith("由 ") and _BLOG.search(line):
        return facts(f"作者：{line[2:]}", beside)
    if beside and (reported := _REPORTED.fullmatch(line)) and (names := bylines.people(reported["names"])):
        return {"author": names}
    if "\t" in line and (row := row_with_colons(line, beside)):
        return facts(row, beside)
    if (written := parted(line)) != line:
        return facts(written, beside=True)
    return None


@cache
def _openers() -> frozenset[str]:
    """The characters that a publication line may begin with, white space aside, brackets included."""
    firsts = {name[0] for name in (*labels(), *controls())}
    simplified = firsts.union(map(str.upper, firsts), map(str.lower, firsts))
    folds = simplified_table()
    traditional = (chr(code) for code, plain in folds.items() if plain in simplified)
    return frozenset({*simplified, *traditional, *"0123456789", *_FILLING, "h", "w"})


def _opening(line: str) -> int:
    """Where the line begins, brackets and bars aside."""
    filler = _FILLER.match(line)
    return filler.end() if filler else 0


class _Reading:
    """A line read from left to right: the facts so far and the label that waits for its value."""

    def __init__(self, sure: bool) -> None:
        self.found: dict[str, str] = {}
        self.sure = sure
        self._label: Label | None = None
        self._roles = 0  # roles without a colon: one alone may be a verb
        self._buttons = 0
        self._moments: list[str] = []  # what each was taken for
        self._clocked = False  # has one its hour?
        self._is_loose = False  # has the source no label? One that has counts
        self._in_period = False  # from one moment to another, neither of which is the page's

    def take(self, anchor: re.Match[str]) -> bool:
        """Note what stands at an anchor; False where it cannot be."""
        if anchor["year"]:
            return self._moment(anchor)
        label, self._label = self._label, None
        if anchor["button"] and label and label.key == "validity":  # 时效性：全文有效
            self._note(label.key, anchor["button"])
            return True
        if name := anchor["label"] or anchor["wide"] or anchor["role"] or anchor["origin"]:
            name = "".join(name.split())
            self._label = labels().get(name) or labels()[name.capitalize()]
            if anchor["role"]:
                self._roles += 1
                self.sure |= self._roles > 1 or name.startswith("责")
            else:
                is_credit = self._label.kind == "people" and anchor[0][-1] in "丨｜"  # 记者丨李敏
                self.sure |= self._label.strength != "weak" or is_credit
        elif anchor["tally"] or anchor["counted"]:  # 2022-08-15 12人阅读
            self.sure |= bool(self._moments)
        elif anchor["button"]:
            self._buttons += 1
            self.sure |= self._buttons > 2 or controls()[anchor["button"].upper()]
        return True

    def value(self, text: str) -> bool:
        """Take the text between two anchors; False where it is neither filler nor the label's value."""
        if self._moments and _PERIOD.fullmatch(text):
            self._in_period = True
            return True
        if _FILLER.fullmatch(text):
            return True
        label, self._label = self._label, None
        cleaned = _unbracketed(_CLAIM.sub("", text.strip(_EDGES)))
        if label is None:
            return self._unlabelled(text, cleaned)
        if label.kind == "people":
            names = bylines.people(_STAFF.sub("", cleaned).strip("()（） "))
            self._note(label.key, names, join=True)
            cleaned = names or "、".join(signers(cleaned))  # 发布者：校长办公室
        elif label.kind == "count":
            return bool(_COUNT.fullmatch(cleaned))
        elif label.kind in ("name", "supplier"):
            people = label.kind == "supplier" and bylines.authors(cleaned).split("、")
            key = "author" if people and all(map(bylines.is_person, people)) else label.key
            cleaned = bylines.authors(cleaned) if key == "author" else bylines.body(cleaned)
            cleaned = cleaned if len(cleaned) <= 40 and not _SENTENCE.search(cleaned) else ""
            if key == "source_name" and self._is_loose and cleaned and cleaned not in _ANYBODY:
                del self.found[key]
                self._is_loose = False
            # a label that no table has ran into the others: …委员会法律性质：地方性法规
            if "：" not in cleaned:
                first = next(iter(cleaned.split()), "")
                self._note("-" if first in _NAMELESS else key, cleaned)
        elif label.kind == "text":
            told = label.key.endswith("title") or not _UNTOLD.search(cleaned)
            cleaned = cleaned if told else ""
            is_title = label.key in OF_PAGES and names_subject(cleaned) and is_complete(cleaned)
            self._note("title" if is_title else label.key, cleaned)  # behind a label left empty
        else:  # a day that is not in digits: 中華民國110年12月23日; 发布于：河北省 tells where
            day = day_of_label(cleaned)
            self.sure |= bool(day) and "年" not in cleaned  # 113-12-05
            cleaned = day or (cleaned if (self.found or self.sure) and cleaned in provinces() else "")
            self._note(label.key, day)
        return bool(cleaned)

    def _unlabelled(self, text: str, cleaned: str) -> bool:
        """Note an outlet, a place, who stands beside an hour; False where it is neither nor a button."""
        if self._outlet(cleaned) or (self._moments and cleaned.removeprefix("来自") in provinces()):
            return True
        if self._clocked and (names := bylines.bare(cleaned)):  # 2024-03-05 09:30王晓明李华
            self._note("author", "、".join(names))
            return True
        if (self._clocked or (self.sure and self._moments)) and is_desk(cleaned):  # 2024-03-05 企业处
            self._note("source_name", cleaned)
            return True
        others = _OTHER.fullmatch(text) or _FILLER.fullmatch(_CONTROL.sub("", text))
        return bool(self.found and others)

    def _outlet(self, name: str) -> bool:
        """Note a source without its label, and the authors behind it; False where it is none."""
        outlet = bylines.outlet(name)
        if outlet is None:
            return False
        source, authors = outlet
        self._is_loose |= "source_name" not in self.found
        self._note("source_name", source)
        self._note("author", authors)
        return True

    def _moment(self, anchor: re.Match[str]) -> bool:
        label, self._label = self._label, None
        moment = iso_day(int(anchor["year"]), int(anchor["month"]), int(anchor["day"]))
        if not moment:
            return False
        key = label.key if label and label.kind == "date" else "date_published"
        if label is None and anchor.string[: anchor.start()].rstrip().endswith(("：", ":")):
            key = "-"  # of a label that no table has: 信息时效期：2027-05-30
        if self._in_period:
            self._in_period = False
            self.found.pop(self._moments[-1], "")
            return True
        self._moments.append(key)
        self._clocked |= bool(anchor["clock"])
        # 2024年3月5日 alone may be the date under a signature
        self.sure |= bool(anchor["clock"]) or bool(label and anchor["mark"] != "年")
        self._note(key, moment)
        return True

    def _note(self, key: str, fact: str, join: bool = False) -> None:
        if key == "-" or not fact:
            return
        if join and key in self.found:
            fact = f"{self.found[key]}、{fact}"
        elif key in self.found:
            return
        self.found[key] = fact


@cache
def provinces() -> frozenset[str]:
    """Where a post was sent from, as the sites say that carry it: 河北省, 广东."""
    found = (names for code, *names in rows("places.tsv") if code.endswith("0000"))
    return frozenset(name for names in found for name in names)


def _unbracketed(value: str) -> str:
    """The value without a bracket that was opened before it, with one that was its own: 【公告】…."""
    if 0 < value.find("】") < len(value) - 1 and "【" not in value.partition("】")[0]:
        return f"【{value}"
    for opening, closing in ("()", "（）"):
        if value.endswith(closing) and opening not in value:
            value = value[:-1]
    return value
