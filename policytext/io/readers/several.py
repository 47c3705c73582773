"""Several documents in one text: where each begins.

A document begins where a title stands beside facts that a document has once (its number, whom it is for,
when it was passed or put out), behind the end of another. What a notice puts in force, forwards or attaches
is one document with it: the notice names it, or it stands below 附件. `headlines` finds the titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from policytext.io.readers.fieldnames import usual_fact
from policytext.io.readers.headlines import END, ENDED, VAGUE, Head, heads
from policytext.io.readers.recurring import recurring
from policytext.io.readers.textlines import ADDRESSED, FORMULA, HEADLINE, NEAR, NOT_WORD, PROSE, Lines
from policytext.language.patterns import lazy
from policytext.pagefacts.days import only_day
from policytext.pagefacts.docnumber import number_line
from policytext.pagefacts.formulas import is_page_number
from policytext.pagefacts.title import cut, is_complete, kind_of

TABLE = 12  # lines of a text in which the header of a table is looked for
LISTED = 3  # lines above a title in which a table of contents ends
CITED = 30  # characters before a name in which a word says that it is but cited
ANNOUNCED = 1000  # lines of a document in which what it attaches is named
_REPEATED = 8  # lines between a title and the same once more, as a page has it in its box and over its text
SUBJECT = 10  # characters of 关于加强防汛工作通知 that name a document, whoever issues it
_STRONG = frozenset(("addressee", "number", "note", "published", "letterhead"))
_OWN = frozenset(("addressee", "number", "published", "letterhead", "separator"))
_SETS = lazy(r"(?:印发|公布|发布|修改|修订).*(?:[两二三四五六七八九十\d][项个部件份]|等制度|等文件)")
_FORWARDED = lazy("转发|批转")
_INTRODUCED = lazy(r"(?:全文|原文|内容|如下)\W*\Z")
_ATTACHED = lazy(r"附\s*[件录表]?\s*[一二三四五六七八九十\d]{0,3}(?:[-—]\d+)?\s*(?:[：:]|\Z)")
_CITED = lazy(r"(?:根据|依据|按照|依照|贯彻|落实|遵照|执行|违反|出台|学习|宣传|实施).{0,12}\Z")
_NUMERALS = "0123456789第一二三四五六七八九十"  # around a title in a table of contents
_ASIDE = lazy(r"[（(][^（）()]*[）)]\Z")
_PLACE = lazy(r"[^\W\d_]{2,7}?(?:自治[区州县]|[省市县区州])")


class Beginning(NamedTuple):
    """Where a document begins in a text: the offset, the number of the line, from 1, and its title."""

    at: int
    line: int
    title: str


def beginnings(text: str, is_page: bool = False) -> list[Beginning]:
    """Where the documents in a text begin, the first at its beginning; [] where it is one.

    Of a page what stands above its headline is no document.

    >>> duties = "请各地认真抓好落实，务求实效。" * 5
    >>> notice = f"青江市水务局关于{{}}的通知\\n各县：\\n{duties}\\n青江市水务局\\n2024年5月6日\\n"
    >>> [one[1:] for one in beginnings(notice.format("节水") + notice.format("防汛"))]
    [(1, '青江市水务局关于节水的通知'), (6, '青江市水务局关于防汛的通知')]
    >>> beginnings(notice.format("印发《节水办法》") + f"节水办法\\n（2024年5月1日通过）\\n{duties}\\n")
    []
    """
    lines = Lines(text)
    if len(rows := _rows(lines)) > 1:
        return _told(lines, dict(rows))
    kept: list[Head] = []
    above = looked = 0  # characters in sentences above the first title
    item: Head | None = None  # of a numbered list of titles
    for head, end in _with_ends(list(heads(lines)), lines):
        above, looked = above + lines.prose(looked, head.top), head.top
        is_below = not kept and above >= PROSE  # another, which is untitled or has no fact
        if is_below and not is_page and _is_untitled(lines, head.top):
            kept.append(Head(0, 0, 0, lines[0] if len(lines[0]) <= HEADLINE else "", {}))
        least = FORMULA if head.facts.keys() & _STRONG else PROSE
        if lines.prose(head.below, end) < least:
            item = head if lines.is_item(head.first) else None
            continue
        is_item = item and item.below + LISTED > head.top and lines.is_item(head.first)
        if not is_item and (not kept or _is_another(head, kept, lines)):
            top = head.top - bool(_ATTACHED.fullmatch(lines[head.top - 1]))
            kept.append(head._replace(top=top, facts={} if is_below else head.facts))
    starts = {at: head.title for at, head in zip([0, *(head.top for head in kept[1:])], kept, strict=False)}
    for at, below in _recurring(lines):
        beside = range(max(1, at - NEAR), below)
        of_facts = [starts.pop(n) for n in beside if n in starts and not lines.prose(n, at)]
        starts[at] = of_facts[0] if of_facts else lines[at]
    return _told(lines, starts) if len(starts) > 1 else []


def _told(lines: Lines, starts: Mapping[int, str]) -> list[Beginning]:
    first, *others = sorted(starts)
    return [Beginning(0, 1, starts[first]), *(Beginning(*lines.place(at), starts[at]) for at in others)]


def _recurring(lines: Lines) -> Iterator[tuple[int, int]]:
    """Where the top of a text comes again, but for titles that the document before it announces."""
    before: Head | None = None
    for at, below in recurring(lines):
        number = next(filter(number_line, lines.between(at, at + NEAR)), "")
        head = Head(at, at, at + 1, lines[at], {"number": number} if number else {})
        if before and _key(before.title) != _key(head.title) and _is_announced(head, before, lines):
            continue
        yield at, below
        before = head


def _rows(lines: Lines) -> list[tuple[int, str]]:
    """The documents that stand on a line each, of a table whose header names titles and texts, or behind
    their titles: their lines, and the titles."""
    for at, line in enumerate(lines.between(0, TABLE)):
        names = line.split("\t")
        facts = [usual_fact(name) for name in names] if len(names) > 1 else []
        if "title" in facts and "text" in facts:
            title, text = facts.index("title"), facts.index("text")
            rows = [(n, lines[n].split("\t")) for n in range(at + 1, len(lines))]
            found = [(n, row[title]) for n, row in rows if "。" in "".join(row[text : text + 1])]
            return found if names[title] not in VAGUE else []
    each: list[tuple[int, str]] = []
    for n, line in enumerate(map(lines.__getitem__, range(len(lines)))):
        name = line[: cut(line[:ADDRESSED])]
        if "。" not in line[len(name) :] or not is_complete(name):
            return []
        each.append((n, name))
    return each


def _with_ends(found: Sequence[Head], lines: Lines) -> Iterator[tuple[Head, int]]:
    """The titles with facts, and where what stands below each ends; one said twice in a heading is one."""
    held: Head | None = None
    for head, after in zip(found, (*found[1:], None), strict=False):
        if held and _is_same(held, head, lines):
            head = head._replace(top=held.top, facts={**held.facts, **head.facts})
        held = head
        if head.facts and not (after and _is_same(head, after, lines)):
            yield head, after.top if after else len(lines)


def _is_same(head: Head, after: Head, lines: Lines) -> bool:
    is_near = head.below + _REPEATED >= after.first and lines.prose(head.below, after.top) < FORMULA
    one, other = sorted((_key(head.title), _key(after.title)), key=len)
    return is_near and other.endswith(one)  # a page's headline may be without the issuer


def _is_another(head: Head, kept: Sequence[Head], lines: Lines) -> bool:
    """Does a title begin another document than those before it?"""
    first, before = kept[0], kept[-1]
    is_attached = _is_attached(head, lines)
    if is_attached and not _is_attached(first, lines):
        return False
    is_again = _key(head.title) == _key(before.title)
    known = first.facts.keys() | before.facts.keys()
    alike = head.facts.keys() & known - {"signed"}
    if not head.named:
        is_listed = lines.separators > 1 if "separator" in head.facts else "published" in alike
        return is_listed and not is_again
    strong = head.facts.keys() & _STRONG
    if is_again:
        strong = {kind for kind in strong & before.facts.keys() if head.facts[kind] != before.facts[kind]}
        alike = set[str]()
    elif _is_announced(head, before, lines):
        return False
    if "separator" in head.facts or len(strong) > 1:
        return True
    if "articles" in head.facts and "addressee" not in known and lines.articles(before.below, head.top):
        strong |= {"articles"}
    if "signed" in head.facts and kind_of(head.title) == kind_of(before.title):
        strong |= {"signed"}
    is_alike = bool(strong & known) and kind_of(head.title) == kind_of(first.title)
    return bool(strong or alike) and (is_alike or _is_end(lines, head.top))


def _is_untitled(lines: Lines, at: int) -> bool:
    """Is what stands above the first title a document, and no foreword, which begins with a sentence?"""
    return not lines[0].endswith(ENDED) or _is_signed(lines[at - 1])


def _is_end(lines: Lines, at: int) -> bool:
    """Does a document, or a table of contents, end above a line?"""
    above = lines[at - 1]
    return (
        above.endswith(ENDED) or _is_signed(above) or any(map(is_complete, lines.between(at - LISTED, at)))
    )


def _is_signed(line: str) -> bool:
    """Does a line stand at the end of a document, or between two?"""
    return bool(only_day(line) or END.fullmatch(line) or is_page_number(line)) or not NOT_WORD.sub("", line)


def _is_attached(head: Head, lines: Lines) -> bool:
    """Does a title stand below 附件, or behind it? 附件：名单.docx above it ends another document."""
    above = lines[head.top - 1] if head.top else ""
    return bool(_ATTACHED.fullmatch(above)) or any(
        map(_ATTACHED.match, (lines[head.top], lines[head.first]))
    )


def _is_announced(head: Head, before: Head, lines: Lines) -> bool:
    """Does the document before it say that it puts this one in force, forwards or attaches it?"""
    key, title = _key(head.title), _key(before.title)
    if head.top and _INTRODUCED.search(lines[head.top - 1]):
        return True
    if key in title:
        return True
    if _SETS.search(title) and not head.facts.keys() & _OWN:
        return True
    subject = "".join(key.partition("关于")[1:])  # its issuer may be written short
    if subject and title.endswith(subject) and _FORWARDED.search(title[: -len(subject)]):
        return True
    end = min(head.top, before.below + ANNOUNCED)
    own = lines.said[before.below : end]
    if not any(line.startswith("附") for line in own):  # in a table of contents it is named as well
        own = [line for line in own if line.strip(_NUMERALS) != key]
    said = "".join(own)
    bare = subject if len(subject) > SUBJECT else _PLACE.sub("", key, 1)
    number = NOT_WORD.sub("", number_line(head.facts.get("number", "")))  # of what is forwarded by it alone
    return _is_named(bare, said) or (number != "" and _is_named(number, said))


def _is_named(name: str, said: str) -> bool:
    """Does it stand where it is not but cited?"""
    at = said.find(name)
    while at >= 0:
        if not _CITED.search(said, max(0, at - CITED), at):
            return True
        at = said.find(name, at + 1)
    return False


def _key(title: str) -> str:
    return NOT_WORD.sub("", _ASIDE.sub("", title))
