"""The lines of a title, and the word that shows what kind of document it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import pairwise

from policytext.language.characters import INVISIBLE, LOOSE_HAN, PRIVATE_USE
from policytext.language.patterns import LazyPattern, lazy
from policytext.pagefacts.agency import agencies, is_signature, signs_for
from policytext.pagefacts.numberforms import BRACKETED_YEAR
from policytext.resources import alternation, mapping, rows

LONGEST = 220  # characters; titles of joint notices with eleven agencies have 190
TWICE = 10  # characters of a title by which it is known to stand in a line once more
STEM = 4  # characters of a title before 实施方案 on a line of its own
ACROSS = 3  # characters on each side of a break that the text says as one

_BLANK = lazy(rf"(?:[^\S\t]|[{INVISIBLE}])+")
_SPREAD = lazy(
    rf" (?:(?<={LOOSE_HAN} )(?:{LOOSE_HAN} ){{2}}|(?<=^{LOOSE_HAN} ){LOOSE_HAN}(?: {LOOSE_HAN})*$)"
)
_BESIDE_DIGITS = lazy(r" (?<=\d )(?=[年月日号届])| (?<=[年月第] )(?=\d)")
_HAN_GAP = lazy(rf"(?<={LOOSE_HAN}) (?={LOOSE_HAN})")
_BRACKETED = lazy(r"[（(〔\[][^（()）〔〕\[\]]*[）)〕\]]$")
_NUMBERED = lazy(rf"\s*[（(][^（()）]{{0,30}}{BRACKETED_YEAR}第?\s*[\d-]+\s*号[）)]$")
_NOTE = lazy(rf"(?<={LOOSE_HAN})(?:[\[［〔][\d*]{{1,2}}[\]］〕]|[①-⑳¹²³*＊※]){{1,3}}$")  # 公报[1]
_LED = lazy(
    rf"^{LOOSE_HAN}{{1,14}}\s*{BRACKETED_YEAR}第?\s*\d+\s*号\s*"
    rf"(?=《[^》]+》$|(?!文|的){LOOSE_HAN}{{0,40}}?(?:关于|印发|转发|批转))"
)
_FIRST = lazy(rf"^[（(]{LOOSE_HAN}{{1,14}}\s*{BRACKETED_YEAR}第?\s*\d+\s*号[）)]\s*(?=\S)")
_NUMBER_ALONE = lazy(rf"\s*{LOOSE_HAN}{{1,10}}{BRACKETED_YEAR}第?\d+号\s*")
_ANNOTATED = lazy(
    r"^[（(【\[]\s*(?:转载?|转[帖贴]|转发|原文|全文|公告|图文|置顶|政策原文|第\s*\d+\s*号(?:令|公告))\s*[）)】\]]\s*"
)
_LABEL_BEHIND = lazy(  # of a publication line, where a page was copied as one line
    r"\s+(?:[【\[]?字[体号]|(?:发布|发表|发文|成文|更新)?(?:时间|日期)|(?:信息|文章|稿件)?来源|作者|索\s*引\s*号|发文字号)\s*[：:]"
)
_BODY_BEGINS = lazy(
    r"(?:中国|中华|国务院|国家|中央|[^\W\d_]{2,8}[省市区县州])?(?:人民银行)?[^，。]{0,12}(?:各|有关|所属)|[^，。]{2,60}[，、]|[^，。]{2,80}[：:]$"
)
_CALLED = lazy("的“[^”]+”$")
_GLUED = lazy(  # the end of a caption above, a label without its colon
    r"^(?:(?:[摄攝]|摄影|供图)[)）]?\s+|(?:(?:标|主)\s*题|题\s*名|(?:信息|文件|公文)?名\s*称|内容概[述要])[：:\s]+|题[：:])(?:(?:转发|(?i:fwd?))[：:]\s*)?"
)
_IN_BRACKETS = lazy("[（(](关于.+)[）)]")
_TAGS = lazy(  # of a portal behind a headline: _服务_食品_学校; the ending of a file's name; a button
    rf"\s*[\[【]复制链接[\]】]$|(?<=\w)(?:_{LOOSE_HAN}{{2,6}}){{2,}}$|(?<=\S)\.(?i:docx?|pdf|wps|ofd|txt)$"
)
_STEPS = lazy(r"\A[^<《，。]*[>»›＞]\s*(?:正文\s*)?")
_SITE_BEFORE = lazy(r".*(?:网站|门户|平台|专栏|栏目|频道|首页)")
_COLUMNS = "返回详情|首页|正文|返回|留言板|通知公告|公示公告|政务公开|信息公开|政策文件|审判公开"
_MENU = (
    f"{_COLUMNS}"
    "|(?:函|令|公告|通告|通知|决定|批复|意见|索引号|文号|发文字号|主题词|主题分类|发文机关)(?=\\s)"
)
_TORN = lazy(f"[\ufffd{PRIVATE_USE}]")
_BARE_KIND = lazy(
    "(?:工作|实施|管理|统计|行动|若干|政策|情况|总体|发展|建设|技术|暂行|试行|年度|监督|财政|专项|操作|主要|相关|有关|重要|信息|公开|的){0,3}[^\\W\\d_]{2,3}"
)
GOES_ON = (
    "的",
    "关于",
    "印发",
    "转发",
    "发布《",
    "公布《",
)  # what a line begins with that is no title's first
_BODIES_END = frozenset("会院府局委部厅")
_ALONE_BELOW = ("议程", "决议", "决定", "通报")  # a kind on a line of its own under its issuer
_GOES_ON_HERE = (*"的和与及、等", "发布《", "公布《")
_ISSUES = lazy(r".{2,30}?(?:政府|办公厅|办公室|委员会|[厅局委部院署行])(?:对|就|印发|同意|批准)")
_OTHER_KIND = lazy(r"的(?:反馈|声明|提示|回复|启事|须知|实录|公开信|一封信)$")  # no genres
_WANTS_MORE = (
    *"的和与及、等对在向或",
    *("关于", "印发", "转发", "做好", "加强", "推进", "落实", "开展", "进一步"),
)
_TORN_WORDS = frozenset(
    ("关于", "印发", "转发", "批转", "通知", "公告", "意见", "办法", "规定", "决定", "方案")
)
_COUNTED = frozenset("年月日号届次期")
_OPENING, _CLOSING = "《“〈「『（(", "》”〉」』）)"


def tidy(line: str) -> str:
    """A line with single blanks, and without those that spread it; tabs between cells stay.

    >>> tidy("  国　务　院　办　公　厅 "), tidy("财政部　 税务总局"), tidy("2024 年节水的 通 知")
    ('国务院办公厅', '财政部 税务总局', '2024年节水的通知')
    """
    line = _BLANK.sub(" ", line).strip()
    if " " not in line:
        return line
    line = _BESIDE_DIGITS.sub("", line)
    if _SPREAD.search(line):
        return _HAN_GAP.sub("", line)
    return _SPREAD_KINDS.sub(lambda kind: "".join(kind[0].split()), line) if line[-2:-1] == " " else line


def spread_kinds(text: str) -> Iterator[tuple[int, int]]:
    """Where in a text the last word of a title stands, its characters spread: 的 通 知.

    >>> list(spread_kinds("关于节水的 通 知 来源：县政府办"))
    [(5, 9)]
    """
    return (match.span() for match in _SPREAD_KINDS.finditer(text))


def kind_of(title: str) -> str:
    """The kind that the last word of a title names, "" if none does: 关于节水的通知（试行） is a 通知.

    >>> kind_of("某市节水条例（草案）"), kind_of("全市创新大会召开"), kind_of("一份特殊的“监护令”")
    ('条例', '', '')
    """
    bare = _NUMBERED.sub("", title.rstrip(" 》”。*"))
    while match := _BRACKETED.search(bare, max(0, *map(bare.rfind, "（(〔["))):
        bare = bare[: match.start()].rstrip(" 》”")
    found = ENDINGS.search(bare)
    return _kinds()[found[0]] if found and found.start() and not _CALLED.search(title) else ""


def is_complete(line: str) -> bool:
    """Does a line end as the title of a document does? (A report of a meeting may have two headlines.)"""
    return kind_of(line) not in ("", "报道")


def is_completed(line: str, below: str) -> bool:
    """Does the title of a document begin on a line and end on the one below it?

    >>> is_completed("关于开展防火演练的", "通知"), is_completed("青江市节水条例", "草案")
    (True, False)
    """
    return not is_complete(line) and is_complete(line + below)


def is_bare_kind(line: str) -> bool:
    """Is a line nothing but the end of a title, or a menu's word: 实施方案, 统计公报, 若干措施?

    >>> [is_bare_kind(line) for line in ("统计公报", "工作实施方案", "通知公告", "节水条例")]
    [True, True, True, False]
    """
    bare = _BRACKETED.sub("", line)
    return bool(_KINDS_ALONE.fullmatch(bare)) or bool(
        _BARE_KIND.fullmatch(bare) and is_complete(f"某{bare}")
    )


def parts_word(above: str, below: str) -> bool:
    """Does a line end in the middle of a word that the next one ends: 转|发, 2019|年?

    >>> parts_word("他说……2021年10", "月26日傍晚"), parts_word("关于节水的通知", "各县")
    (True, False)
    """
    return above[-1:] + below[:1] in _TORN_WORDS or (above[-1:].isdigit() and below[:1] in _COUNTED)


def continues(taken: Sequence[str], line: str, said: str = "") -> bool:
    """Does a line go on with the title whose lines so far are `taken`? Only what speaks for it counts.

    A bracket is open, a word wants another one after it, an issuer its 关于, a subject its kind, or the
    document says the words on both sides of the break as one (`said` is its text, without blanks
    but for line feeds).

    >>> continues(["海州市水利局关于做好"], "防火工作的通知"), continues(["通知公告"], "关于节水的通知")
    (True, False)
    >>> continues(["直连通信"], "无线电设备技术要求", "研究直连通信无线电设备管理")
    True
    """
    whole = "".join(taken)
    if parts_word(whole, line) or _depth(whole) > 0:
        return True
    if whole.endswith(_WANTS_MORE) or line.startswith(_GOES_ON_HERE):
        return True
    if line in _ALONE_BELOW and whole[-1:] in _BODIES_END:
        return True
    if _ISSUES.match(whole) and not kind_of(whole):
        return True
    if agencies(" ".join(taken)):
        return _after_issuers(taken, line, said)
    closed = kind_of(whole) or _OTHER_KIND.search(whole)
    if not closed and (_ABOUT.search(whole) or (is_bare_kind(line) and len(whole) >= STEM)):
        return True
    beside = whole[-ACROSS:], line[:ACROSS]
    return all(len(part) == ACROSS for part in beside) and "".join(beside) in said


def _after_issuers(taken: Sequence[str], line: str, said: str) -> bool:
    """Does a line follow the names of issuers: 关于…, or another issuer who is not of the same house?

    A body above 关于… that others sign is the site's; 市总工会办公室 signs for 青江市总工会.
    """
    about = _ABOUT.search(line)
    above = [name for part in taken for name in agencies(part)]
    if about and not about.start():
        signed = [name for name, day in pairwise(said.split("\n")) if is_signature(name, day)]
        return not signed or any(signs_for(body, name) for name in above for body in signed)
    names = agencies(line[: about.start()] if about else line)
    return bool(names) and not any(
        new.startswith(old) or old.startswith(new) for new in names for old in above
    )


def names_subject(title: str) -> bool:
    """Does a title say what it is about or puts in force, as those of official documents do?

    >>> [names_subject(title) for title in ("关于节水的通知", "对市政协第12号提案的答复", "节水条例")]
    [True, True, False]
    """
    return _ABOUT.search(title) is not None


def is_torn(title: str) -> bool:
    """Was something of a title lost: bytes replaced, characters of no assigned meaning?

    >>> is_torn("关于节水的\ufffd"), is_torn("\ue0ff竴绔"), is_torn("关于节水的通知")
    (True, True, False)
    """
    return _TORN.search(title) is not None


def is_column(line: str) -> bool:
    """Is a line the name of a site's column: 通知公告, 信息公开?"""
    return re.fullmatch(_COLUMNS, line) is not None


def joined(lines: Sequence[str]) -> str:
    """The lines of one title, run together; joint issuers on lines of their own stay apart.

    >>> joined(["海州市人民政府关于做好", "防火工作的通知"]), joined(["财政部", "水利部", "关于节水的公告"])
    ('海州市人民政府关于做好防火工作的通知', '财政部 水利部关于节水的公告')
    """
    signers = 0
    while signers < len(lines) - 1 and agencies(lines[signers]):
        signers += 1
    return " ".join(lines[:signers]) + "".join(lines[signers:])


_ABOUT = lazy(r"关于|關於|印发|转发|批转|^[对對].{4,60}(?:答[复覆]|[复復]函)$")


def without_number(title: str) -> str:
    """A title without its number, the mark of a note, the word 转载 before it, and 《》 around it.

    >>> without_number("某县统计公报[1]"), without_number("某县“十五五”规划①")
    ('某县统计公报', '某县“十五五”规划')
    >>> without_number("（转载）关于节水的通知（某府〔2024〕3号）"), without_number("《节水条例》")
    ('关于节水的通知', '节水条例')
    >>> without_number("【第 12 号令】《节水办法》")
    '节水办法'
    >>> without_number("某府发〔2014〕7号《某府关于印发〈节水办法〉的通知》")
    '某府关于印发〈节水办法〉的通知'
    >>> without_number("某府发【2014】7号关于节水的通知"), without_number("某府〔2014〕7号文关于节水的解读")
    ('关于节水的通知', '某府〔2014〕7号文关于节水的解读')
    >>> without_number("关于节水的通知某府发〔2014〕7号")
    '关于节水的通知'
    """
    title = title[: cut(title)] if title.endswith("号") else title
    bare = title.strip()
    for aside in (_NOTE, _LED, _FIRST, _NUMBERED, _ANNOTATED):
        bare = aside.sub("", bare)
    bare = bare.strip()
    if bare[:1] == "《" and bare.find("》") == len(bare) - 1:
        bare = bare[1:-1]
    return bare


def trimmed(line: str) -> str:
    """A line without what a copy glued before its title: steps of a breadcrumb, buttons, bullets, the site.

    >>> trimmed("首页 > 公告 > 正文 关于节水的公告"), trimmed("返回详情···青江县2024年招聘公告")
    ('关于节水的公告', '青江县2024年招聘公告')
    >>> trimmed("青江县规范校外供餐_服务_食品_学校"), trimmed("节水条例.doc")
    ('青江县规范校外供餐', '节水条例')
    >>> trimmed("信息公开平台青江县人民政府关于节水的通告"), trimmed("节水条例")
    ('青江县人民政府关于节水的通告', '节水条例')
    >>> trimmed("（关于调整监管时间的公告）"), trimmed("（关于调整时间）")
    ('关于调整监管时间的公告', '（关于调整时间）')
    >>> trimmed("青江县2024年度节约用水宣传工作通知 - 青江县首页要闻公开青江县2024年度节约用水宣传工作通知")
    '青江县2024年度节约用水宣传工作通知'
    """
    again = line.rfind(line[:TWICE], TWICE)  # a page's title, its menu, its headline
    if again > 0 and line.startswith(whole := line[again:]) and is_complete(whole):
        return whole
    shown = _GLUED.sub("", _STEPS.sub("", _TAGS.sub("", line))).lstrip(" ·•…\u3000")
    if (inside := _IN_BRACKETS.fullmatch(shown)) and is_complete(inside[1]):  # of customs' announcements
        return inside[1]
    while led := _led().match(shown):
        rest = shown[led.end() :]
        if len(rest) < STEM or (led["weak"] and not (is_complete(rest) or _ABOUT.search(rest))):
            break
        shown = rest
    about = _ABOUT.search(shown)
    site = _SITE_BEFORE.match(shown, 0, about.start()) if about else None
    if site and agencies(shown[site.end() : about.start() if about else None]):
        shown = shown[site.end() :]
    return shown or line


def cut(line: str) -> int:
    """Where the title ends on a line on which the text or the page's labels follow; its length if none do.

    >>> line = "关于印发《节水办法》的通知各县（区）水利局："
    >>> line[:cut(line)]
    '关于印发《节水办法》的通知'
    """
    label = _LABEL_BEHIND.search(line)
    if label and is_complete(line[: label.start()]):
        return label.start()
    for match in _INNER_ENDINGS.finditer(line):
        before = line[: match.end()]
        if (
            "，" not in before
            and _depth(before) == 0
            and _ABOUT.search(before)
            and (_BODY_BEGINS.match(line, match.end()) or _NUMBER_ALONE.fullmatch(line, match.end()))
        ):
            return match.end()
    return len(line)


def is_closed(title: str) -> bool:
    """Is every bracket and quotation mark of a title closed again?

    >>> is_closed("关于印发《节水办法》的通知"), is_closed("关于印发《节水办")
    (True, False)
    """
    return _depth(title) == 0


def _depth(text: str) -> int:
    """How many brackets and quotation marks are open at the end of a text."""
    return sum(text.count(mark) for mark in _OPENING) - sum(text.count(mark) for mark in _CLOSING)


@cache
def _led() -> LazyPattern:
    """Text of templates before a headline: a button or a word of a menu; a whole title must remain."""
    strong = alternation(
        name for name, strength in rows("page_controls.tsv") if strength == "strong" and len(name) > 1
    )
    return lazy(rf"(?:(?P<weak>{_MENU})|{strong})[\s·•…:：|>»\]】]*")


_kinds = partial(mapping, "genres.tsv")
ENDINGS = lazy(lambda: rf"(?:{alternation(_kinds())})$")
"""The last word of a title that shows what kind of document it is."""
_KINDS_ALONE = lazy(lambda: rf"(?:{alternation(_kinds())}){{2,3}}")
_INNER_ENDINGS = lazy(lambda: rf"的[^\W\d_]{{0,4}}?(?:{alternation(_kinds())})(?:[（(](?:试行|暂行)[）)])?")
_WIDE = r"[ \t\u3000\xa0]+"
_SPREAD_KINDS = lazy(
    lambda: (
        rf"(?:(?<=的){_WIDE})?"
        f"(?:{'|'.join(_WIDE.join(kind) for kind in _kinds() if len(kind) > 1)})(?!\\S)"
    )
)
