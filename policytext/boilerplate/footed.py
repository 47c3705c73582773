"""The foot of a crawled page: where its document ends, and what of the lines below is the page's.

Templates write other documents, contacts, where a text was taken from below it, in more words than a
table could list. But how documents end is known: signature and day, record, attachments.
What stands below goes where something there is surely of a page, and nothing can be the document's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from policytext.boilerplate.downloads import is_offer
from policytext.boilerplate.features import VALUE, Line
from policytext.boilerplate.headed import holds_post
from policytext.boilerplate.markers import PARAGRAPH, SENTENCE, SURE, furniture, judge
from policytext.boilerplate.pieces import is_row
from policytext.boilerplate.rules import RELATED
from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.pagefacts.agency import agencies, is_signature
from policytext.pagefacts.bylines import bare
from policytext.pagefacts.docnumber import number_line
from policytext.pagefacts.formulas import is_day, is_outline
from policytext.pagefacts.imprint import imprint
from policytext.pagefacts.line_kinds import is_line
from policytext.pagefacts.title import is_complete, names_subject

LONGEST = 20  # lines below a document, with titles of others, that are its page's; more may be an annex
LISTED = 8  # lines below the buttons under a signature from which they may be an annex

_OWN = lazy(  # of the document, below its signature: attachments, record, notes, whom to call
    r"\W*附|[（(【《“]|抄\s*[送报]|主\s*[送题]|分\s*送|印\s*发|共印|校\s*对|主题词|注[：:]|备\s*注"
    rf"|[{HAN}]{{2,10}}印发"
    r"|(?:联\s*系|咨询|监督|举报|投诉|受理|经办|采购|招标|代理|电\s*话|手\s*机|地\s*址|传\s*真|邮|开户|账\s*号)[^：:。]{0,10}[：:]"
)
_COLON = lazy("[：:]")
_SPOKEN = lazy(r"[。！？；]$|\d[时時]\d+分")
_ROW = lazy(r"\t|^[\d.,%％\s—–-]+$|^\|")
_LIST = lazy(r"(?:目\s*录|清\s*单|名\s*单|名\s*录|一览表?|汇总表?|依\s*据|[^代发]表|议\s*程)(?:[（(].*)?$")


def below_document(lines: Sequence[Line], is_page: bool = False) -> list[Line]:
    """The lines of a page, those below its document that are the page's as what they are.

    `is_page`: it is known to be one, though no furniture is among them.

    >>> from policytext.boilerplate.features import read
    >>> signed = "特此通知。\\n青江市水利局\\n2024年3月5日\\n"
    >>> page = f"来源：市水利局\\n请抓好落实。\\n{signed}相似法规\\n青江市水利局关于防汛的通知\\n返回顶部"
    >>> [line.text for line in below_document(read(page)) if line.rule == "related"]
    ['相似法规', '青江市水利局关于防汛的通知']
    """
    found = list(lines)
    close = _close(lines) if is_page or any(line.strength >= SURE for line in lines) else 0
    for at in _of_page(lines, close) if close else ():
        found[at] = lines[at].looked_at(furniture(RELATED.name, SURE))
    return found


def below_article(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, the few among the furniture below an article that nobody signs as the page's.

    Those right below its last sentence may be its own: 特此说明, 以上意见供参考.

    >>> from policytext.boilerplate.features import read
    >>> page = "来源：市水利局\\n会议强调，要压实责任。\\n打印本页\\n天气预报\\n便民电话\\n返回顶部"
    >>> [line.text for line in below_article(read(page)) if line.rule == "related"]
    ['天气预报', '便民电话']
    """
    found = list(lines)
    if any(map(_is_button, lines)) and not _close(lines):
        for at in _below_article(lines):
            found[at] = lines[at].looked_at(furniture(RELATED.name, SURE))
    return found


def document_end(lines: Sequence[Line]) -> int:
    """The line after the signature of a document, or after its last sentence if nobody signs."""
    return _close(lines) or min(_last_said(lines) + 1, len(lines))


def may_be_of_page(line: Line) -> bool:
    """Can a line below a document be its page's: no name, note, row, sentence, hour, annex's title?"""
    is_own = _may_be_own(line) or _is_row(line) or is_line("row, reporters", line.text)
    return not is_own and line.size <= 2 * VALUE and not _SPOKEN.search(line.text)


def doubtful(lines: Sequence[Line]) -> list[str]:
    """The few lines that stay below a document and may be its page's; lists are rather its own.

    >>> from policytext.boilerplate.features import read
    >>> signed = "请抓好落实，确保安全。\\n青江市水利局\\n2024年3月5日\\n"
    >>> doubtful(read(signed + "返回目录　下载表格")), doubtful(read(signed + "附件：防汛责任表"))
    (['返回目录　下载表格'], [])
    """
    below = lines[document_end(lines) :]
    free = [line.text for line in below if line.is_free and may_be_of_page(line) and line.size > 1]
    return free if len(below) < LISTED else []


def _last_said(lines: Sequence[Line]) -> int:
    """The last line that speaks; the number of lines if none does."""
    return next((at for at in range(len(lines) - 1, -1, -1) if _speaks(lines[at])), len(lines))


def _close(lines: Sequence[Line]) -> int:
    """The line after the signature or record that ends the document; 0 if there is none.

    What stands below articles without one may be theirs: the laws that a session passed.
    """
    said = [at for at, line in enumerate(lines) if _speaks(line)] or [len(lines)]
    signed = next((at for at in range(len(lines) - 1, said[0], -1) if _closes(lines, at)), 0)
    between = lines[signed + 1 : said[-1]]  # an annex, or what the page says below its buttons
    is_last = signed > said[-1] or any(line.strength >= SURE for line in between)
    return signed + 1 if signed and is_last else 0


def _speaks(line: Line) -> bool:
    return not line.strength and line.facts is None and (line.weight >= PARAGRAPH or _is_said(line))


def _is_said(line: Line) -> bool:
    return line.weight >= SENTENCE and line.text[-1] in "。；"


def _closes(lines: Sequence[Line], at: int) -> bool:
    """Does a document end with a line: the day under who signs, its record?"""
    line = lines[at]
    if line.strength >= SURE or line.size > 2 * VALUE:
        return False
    if line.size <= VALUE and is_signature(lines[at - 1].text, line.text):
        return True
    is_record = line.text.endswith("印发") and imprint(line.text) is not None
    return is_record or (line.text.endswith("发布）") and line.text[0] == "（")


def _of_page(lines: Sequence[Line], close: int) -> Iterator[int]:
    """The unmarked lines below a document, from `close` on, that are its page's."""
    stop = next((at for at in range(close, len(lines)) if not lines[at].is_free), len(lines))
    start = 1 + max((at for at in range(close, stop) if _may_be_own(lines[at])), default=close - 1)
    is_list = any(_is_row(line) for line in lines[close:stop])
    heads = any(line.is_dated for line in lines[stop : stop + 1])  # another document, whose text may follow
    is_short = stop - start <= LONGEST and not (is_list or heads)
    below = lines[start:stop]
    if is_short and (any(map(_is_title, below)) or all(is_row(line.text) for line in below)):
        yield from range(start, stop)
    buttons = (at for at in range(stop, len(lines)) if _is_button(lines[at]))
    yield from _below_buttons(lines, next(buttons, len(lines)))


def _below_article(lines: Sequence[Line]) -> Iterator[int]:
    last = _last_said(lines)
    if last == len(lines) or lines[last].text[-1] not in "。！？”":
        return
    ends = max((at for at in range(last, len(lines)) if _is_button(lines[at])), default=0)
    for is_free, run in groupby(range(last + 1, ends), lambda at: lines[at].is_free):
        found = list(run) if is_free else []
        own = [at for at in found if _may_be_own(lines[at]) or is_line("row, reporters", lines[at].text)]
        below = [at for at in found if at > max(own, default=last)]
        heads = any(lines[at + 1].is_dated for at in found[-1:])  # another document
        lists = any(at == last + 1 and _is_title(lines[at]) for at in found)  # 现公布如下。
        if heads or lists or any(_is_row(lines[at]) for at in found):
            return
        if (
            last + 1 not in found
            and len(below) < LISTED
            and (not own or all(is_complete(lines[at].text) for at in below))
        ):
            yield from below


def _below_buttons(lines: Sequence[Line], first: int) -> Iterator[int]:
    """The unmarked lines below the furniture under a signature, from `first` on, but for an annex."""
    last = next((at for at in range(len(lines) - 1, first, -1) if _is_of_text(lines[at])), first)
    if last > first and _is_row(lines[last]):  # 附件1：防汛责任人名单
        return
    for is_free, run in groupby(range(last + 1, len(lines)), lambda at: lines[at].is_free):
        found = list(run)
        if not is_free or len(found) >= LISTED or any(_is_row(lines[at]) for at in found):
            continue
        yield from found


def _is_button(line: Line) -> bool:
    """Is a line surely the page's? 公开方式：主动公开, 来源：市水利局 stand over annexes too."""
    is_labelled = line.facts is not None and _COLON.search(line.text) is not None
    return line.strength >= SURE and not is_labelled


def _is_of_text(line: Line) -> bool:
    return _is_said(line) or is_outline(line.text)


def _may_be_own(line: Line) -> bool:
    """Can a line below the signature be the document's?"""
    text = line.text
    if _speaks(line) or _is_of_text(line) or is_day(text) or _OWN.match(text):
        return True
    if text[-1] in "！!？?。" and not line.strength:  # 谢谢大家！
        return True
    is_named = bool(agencies(text)) or bool(bare(text)) or bool(number_line(text)) or "记者" in text
    return (
        is_named
        or is_offer(text)
        or is_line("caption, body, mark, signed, closing", text)
        or holds_post(text)
    )


def _is_row(line: Line) -> bool:
    """Is a line of a table, or does it say that what follows is the document's: 附件, 废止文件目录?"""
    text = line.text
    says = text[-1] in "：:" or text[0] == "附" or _LIST.search(text) is not None
    return says or _ROW.search(text) is not None


def _is_title(line: Line) -> bool:
    label, colon, _ = line.text.partition("：")
    is_labelled = bool(colon) and judge(label + colon).strength < SURE  # not 关联政策：
    return line.is_name and not is_labelled and is_complete(line.text) and names_subject(line.text)
