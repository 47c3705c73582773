"""Characters left as escapes: \\u53d1, &#8220; and &amp;nbsp;, #xff0c; without its ampersand, %E5%8F%91.

Code, addresses on the web and text *about* escapes keep theirs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter

from policytext.language.alphabet import has
from policytext.language.characters import HAN
from policytext.language.gbk import decoded
from policytext.language.lines import line_around, neighbours
from policytext.language.patterns import LazyPattern, lazy
from policytext.repairs.dumps import chinese
from policytext.repairs.meant_escapes import (
    CHINESE,
    ENTITY,
    ESCAPE,
    FEW,
    are_figures,
    in_code,
    is_beside_code,
    is_example,
    is_named,
    is_sound,
)
from policytext.repairs.transcoding.byte_values import SPECIALS
from policytext.repairs.transcoding.evidence import makes_sense
from policytext.revision import Change

_BEGINS, _BARE_BEGINS, _ENDS = lazy(r"[\\%]"), lazy(r"[uU\\]"), lazy(";")
_UNICODE = lazy(r"(?:(?:\\{1,4}|%)u(?:[0-9a-fA-F]{4}|\{[0-9a-fA-F]{4}\})|\\{1,4}x[0-9a-fA-F]{2})+")
_OF_CSS = (  # of no path: D:\5178\5211\6000; one blank may end each
    r"(?<![A-Za-z:盘])(?<!\\[0-9a-fA-F]{4})(?<!\\[0-9a-fA-F]{4} )(?:\\[0-9a-fA-F]{4} ?)+"
)
_OF_U = (  # of no address either: a.cn/u5173/u4e8e
    "(?:(?<![A-Za-z])(?=/)|(?<!/)(?=[uU]))(?<![uU][0-9a-fA-F]{4})(?:/?[uU][0-9a-fA-F]{4})+"
)
_BARE = lazy(rf"(?<!\\)(?<![^0-9]%)(?:{_OF_U}|(?:U\+[0-9a-fA-F]{{4}})+|{_OF_CSS})")
_BARE_MARK = lazy("uff(?:0[189c]|1[ab])")  # （）！，：；, while u3001 numbers a model or a machine
_AMONG = lazy(rf"[0-9{HAN}]u(?=[0-9a-f]{{4}})(?![0-9]{{4}})|U\+|/u|\\")  # and no number of a model
_BREAK = lazy(r"(?:\\{1,4}r)?\\{1,4}n(?=\\{1,4}u[0-9a-fA-F]{4}|$)")
_BARES = lazy(r"(?:/?[uU]\+?|\\)[0-9a-fA-F]{4}(?:(?:/?[uU]\+?| ?\\)[0-9a-fA-F]{4}){2}")
_BARE_UNIT = lazy(r"(?:[uU]\+?|\\)([0-9a-fA-F]{4})")
_UNIT = lazy(r"[\\%][ux]\{?([0-9a-fA-F]{2,4})")
_ENTITIES = lazy(rf"(?:{ENTITY.pattern})+")
_AMPERSANDS = lazy(r"^[&＆](?:amp;|#38;)*(?!$)")
# As browsers read them: without the end, which only five digits of Chinese show.
_HEXADECIMAL = "x(?:[4-9][0-9a-fA-F]{3}|30[0-9a-fA-F]{2}|[fF]{2}[0-9a-fA-F]{2})"
_ENDLESS = lazy(rf"(?:&(?:amp;)*#(?:[0-9]{{5}}(?![0-9;])|{_HEXADECIMAL}(?![0-9a-fA-F;])))+")
_DECIMAL = "(?:122[0-9]{2}|19[0-9]{3}|[2-4][0-9]{4}|65[0-9]{3})"  # of Chinese characters and marks
_BEFORE_NUMBER = lazy(rf"&(?:amp;)*#(?:{_DECIMAL}(?=[0-9])|{_HEXADECIMAL}(?=[0-9a-fA-F]))")
_HEADLESS = lazy(rf"(?:(?:(?<![&＆])#(?:x[0-9a-fA-F]{{4,5}}|[0-9]{{4,6}})|&{_DECIMAL});)+")
_HASH = lazy("(?:&(?:amp;)*)?#|&(?=[0-9])")
_NO_HASH = lazy("&[0-9]{5};")
_TWICE = lazy(r"%(?:25)+(?=[0-9A-Fa-f]{2})")
_PERCENT = lazy(r"%(?:25)*[0-9A-Fa-f]{2}(?:[A-Za-z0-9._~-]*\+?%(?:25)*[0-9A-Fa-f]{2})*")
_HAN = lazy(f"[{HAN}]")
_BEYOND_ASCII = lazy(r"[^\x00-\x7f]")
_ANY_HEADLESS = lazy(r"(?<![&＆])#(?:x[0-9a-fA-F]{2,5}|[0-9]{3,6});")
_MISREAD = lazy(f"[\x80-\xff{SPECIALS}]{{4}}")  # bytes read one by one: no word has so many in a row
# Escapes in a row that stand for nothing that could be read, and what is left of one that was cut.
_BYTE = "%(?:25)*[89A-Fa-f][0-9A-Fa-f]"
_UNREAD = (
    ("#", lazy(rf"(?:[&＆]?#x?[0-9A-Fa-f]{{2,6}};){{4,}}|&(?<=[{HAN}].)#x?[0-9A-Fa-f]{{0,5}}\Z")),
    ("=", lazy(r"(?:=[89A-F][0-9A-F][0-9]?(?:=\r?\n)?){4,}")),
    ("E", lazy("(?:E[3-9A-F][89AB][0-9A-F][89AB][0-9A-F]){4,}")),  # UTF-8 of which "=" or "%" is gone
    ("<", lazy("(?:<[89A-Fa-f][0-9A-Fa-f]>){4,}")),
    ("%", lazy(rf"(?:{_BYTE}){{2,}}|{_BYTE}(?=[{HAN}])|%(?<=[{HAN}].)(?:{_BYTE[1:]}|[89A-Fa-f]\Z)")),
    ("\\u", lazy(rf"\\u[0-9A-Fa-f]{{1,3}}(?=[{HAN}])|\\(?<=[{HAN}].)u[0-9A-Fa-f]{{1,3}}(?![0-9A-Za-z])")),
)
_CUT_OFF = lazy(r"(?:%[0-9A-F]{2})+\Z")
_ALPHANUMERIC = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ#"
LONG = 60  # characters of quoted-printable in a row that no program has: seven Chinese characters
MANY = 8  # Chinese characters escaped, above which a page is no program: it has formulas, addresses
_QUOTE = lazy("[\"'`]")
_FIELD = lazy("[0-9.,:%/ ]*")


def find_unicode(text: str) -> Sequence[Change]:
    """`\\uXXXX` and `%uXXXX`, where they stand for Chinese and not in a line of code.

    >>> find_unicode("\\\\u53d1\\\\u5c55\\\\uff0c2025")
    [Change(start=0, end=18, after='发展，', inferred=False, note='')]
    >>> find_unicode(r"re.compile('[\\u4e00-\\u9fff]')")
    []
    """
    if bare := [*_bare(text)] if has(text, _BARE_BEGINS) and _has_bare(text) else []:
        return bare
    if not has(text, _BEGINS) or ("\\u" not in text and "%u" not in text):
        return []
    changes = _found(text, _UNICODE, _from_units)
    chinese = [len(CHINESE.findall(change.after or "")) for change in changes]
    if max(chinese, default=0) > 1 or sum(chinese) > FEW:
        return sorted([*changes, *_breaks(text, changes)])
    beside = [
        c for c in changes if CHINESE.search(text[max(0, c.start - 1) : c.end + 1]) or _fills(text, c)
    ]
    return sorted({*beside, *_rest(text, _UNICODE, _from_units, beside)})


def _breaks(text: str, changes: Sequence[Change]) -> Iterator[Change]:
    """The line breaks between, which the same program escaped; in a string of JSON they are right."""
    for change in changes:
        found = _BREAK.match(text, change.end)
        if found and '"' not in text[slice(*line_around(text, change.start, change.end))]:
            yield Change(*found.span(), "\n")


def _bare(text: str) -> Iterator[Change]:
    r"""Units without their backslashes, or the u: u5173u4e8e, \5173\4e8e of CSS, where a line has many.

    Where one has, fewer on lines of which no other Chinese is left, and those within words and dates.
    """
    found = _by_lines(text, _found(text, _BARE, _from_bare))
    sure = [
        (_BARES.search(text, low, high) and _are_words(_together(line)))
        or len(_BARE_MARK.findall(text, low, high)) > 1
        for low, high, line in found
    ]
    for (low, high, line), is_sure in zip(found, sure, strict=True) if any(sure) else ():
        if is_sure or not CHINESE.search(text, low, high):
            yield from line
        else:
            yield from (one for one in line if any(_AMONG.match(text, one.start - n) for n in (0, 1)))


def _are_words(after: str) -> bool:
    """Do they say something? Rooms \\3001 \\3002 are no 、。"""
    return _HAN.search(after) is not None and makes_sense(after, 0)


def _has_bare(text: str) -> bool:
    return (_BARES.search(text) or _BARE_MARK.search(text)) is not None


def _from_bare(run: str, _: str) -> str | None:
    after = "".join(chr(int(unit, 16)) for unit in _BARE_UNIT.findall(run))
    return after if len(CHINESE.findall(after)) == len(after) else None


def find_entities(text: str) -> Sequence[Change]:
    """HTML entities, escaped once or several times, or without their ampersand.

    >>> [(c.start, c.after) for c in find_entities("&#8220;双碳&amp;rdquo;目标#xff0c;")]
    [(0, '“'), (9, '”'), (22, '，')]
    >>> find_entities("a && b; issue #8220; is R&D; if (x &lt; 3)")
    []
    """
    endless = [*_endless(text)] if "#" in text else []
    if not has(text, _ENDS) and "＆#" not in text:
        return endless
    return sorted([*_found(text, _ENTITIES, _from_entities), *_headless(text), *endless])


def _endless(text: str) -> Iterator[Change]:
    """Entities without their semicolons, two in a row or beside Chinese: browsers show them too."""
    found = False
    for change in _found(text, _ENDLESS, _unescaped):
        after = change.after or ""
        if len(CHINESE.findall(after)) == len(after) and (len(after) > 1 or _beside(text, change)):
            found = True
            yield change
    if found:  # of Chinese all have as many digits
        yield from _found(text, _BEFORE_NUMBER, _unescaped)


def _headless(text: str) -> list[Change]:
    """Entities without ampersand: `#8220;` may be a number of something, unless others are plain."""
    if "#" not in text and not _NO_HASH.search(text):
        return []
    changes = _found(text, _HEADLESS, _from_headless)
    plain = (
        len(change.after or "") > 1
        or (text[max(0, change.start - 1) : change.start] not in _ALPHANUMERIC and _beside(text, change))
        or _fills(text, change)
        for change in changes
    )
    sure = changes if any(plain) else []
    return sorted([*sure, *_rest(text, _ANY_HEADLESS, _unescaped, sure)])


def _fills(text: str, change: Change) -> bool:
    """Is there nothing else on its line but such and numbers, as in a field: 2019\\u5e7411\\u6708?"""
    return _FIELD.fullmatch(ESCAPE.sub("", text[slice(*line_around(text, change.start))])) is not None


def _beside(text: str, change: Change) -> bool:
    around = neighbours(text, change.start, change.end)
    return bool(CHINESE.search(around))


def find_percent(text: str) -> Sequence[Change]:
    """Percent-encoded Chinese outside of addresses.

    >>> [c.after for c in find_percent("%E5%8F%91%E5%B1%95 http://a.cn/%E5%8F%91 增长5%")]
    ['发展']
    """
    if "%" not in text:
        return []
    sure = [_without_rest(text, change) for change in _found(text, _PERCENT, _from_percent)]
    is_gbk = any(decoded(_bytes(text[one.start : one.end])) is None for one in sure)
    undone = _from_percent_of_gbk if is_gbk else _from_any_percent
    return sorted([*sure, *_rest(text, _PERCENT, undone, sure)])


def _without_rest(text: str, change: Change) -> Change:
    """But for the bytes of a character that was cut: they stay as they are."""
    rest = _CUT_OFF.search(change.after or "")
    if not rest or not text.endswith(rest[0], change.start, change.end):
        return change
    return change._replace(end=change.end - len(rest[0]), after=rest.string[: rest.start()])


def unread(text: str) -> Iterator[tuple[int, int]]:
    """Where escapes start and end that are left, outside of code, addresses and lines about escapes.

    >>> text = "化解率%E4，建\\\\u573圾，=D6=D0=81=84 a.cn/%E5%8F%91 =A1=B2"
    >>> sorted(text[start:end] for start, end in unread(text))
    ['%E4', '=D6=D0=81=84', '\\\\u573']
    """
    for sign, pattern in _UNREAD:
        if sign in text:
            spans = (found.span() for found in pattern.finditer(text))
            yield from (span for span in spans if _is_mail(sign, *span) or not is_sound(text, *span))


def _is_mail(sign: str, start: int, end: int) -> bool:
    """Is it a row of quoted-printable, which no program has, nor an address?"""
    return sign == "=" and end - start >= LONG


def _rest(
    text: str, pattern: LazyPattern, undone: Callable[[str, str], str | None], sure: Sequence[Change]
) -> Iterator[Change]:
    """Other escapes, on lines of which most non-ASCII characters are escaped.

    Letters and signs, where others are Chinese; and bytes that were read one by one before.
    """
    found = [change for change in _found(text, pattern, undone) if _BEYOND_ASCII.search(change.after or "")]
    for low, high, line in _by_lines(text, found):
        raw = len(_BEYOND_ASCII.findall(text, low, high))
        is_escaped = raw < sum(len(_BEYOND_ASCII.findall(change.after or "")) for change in line)
        if is_escaped and (sure or _MISREAD.search(_together(line))):
            yield from (change for change in line if not _is_within(change.start, sure))


def _together(changes: Sequence[Change]) -> str:
    """The characters of these escapes, with a blank between those that are not adjacent."""
    ends = [changes[0].start, *(change.end for change in changes)]
    return "".join(" " * (c.start > end) + (c.after or "") for c, end in zip(changes, ends, strict=False))


def _is_within(at: int, changes: Sequence[Change]) -> bool:
    """Does one of the changes, which are in order, hold the offset?"""
    number = bisect_right(changes, at, key=attrgetter("start"))
    return number > 0 and at < changes[number - 1].end


def _by_lines(text: str, changes: Iterable[Change]) -> list[tuple[int, int, list[Change]]]:
    """Start and end of each line that has some, with them."""
    lines: list[tuple[int, int, list[Change]]] = []
    for change in changes:
        if not lines or change.start > lines[-1][1]:
            lines.append((*line_around(text, change.start, change.end), []))
        lines[-1][2].append(change)
    return lines


def _found(text: str, pattern: LazyPattern, undone: Callable[[str, str], str | None]) -> list[Change]:
    """The escapes outside of code; where there are many, those of Chinese beside code as well."""
    sure: list[Change] = []
    held: list[Change] = []
    for found in pattern.finditer(text):
        start, end = found.span()
        after = undone(found[0], neighbours(text, start, end))
        if after is None or are_figures(text, start, end) or is_named(text, start, end):
            continue
        if in_code(text, start, end):
            held.append(Change(start, end, after))
        elif len(after) > 1 or not is_example(text, start, end):
            sure.append(Change(start, end, after))
    held = [change for change in held if is_beside_code(text, change)]
    beside = (part for low, high, part in _by_lines(text, held) if not _QUOTE.search(text, low, high))
    shown = (change.after or "" for part in (sure, *beside) for change in part)
    is_page = sum(len(CHINESE.findall(after)) for after in shown) > MANY
    return sorted(sure + held) if is_page else sure


def _from_units(run: str, _: str) -> str | None:
    units = [int(unit, 16) for unit in _UNIT.findall(run)]
    data = b"".join(unit.to_bytes(2, "big") for unit in units)
    after = data.decode("utf-16-be", "ignore")
    return after if after > "\x7f" else None


def _from_entities(run: str, beside: str) -> str | None:
    """Entities of ASCII characters (&lt;, &amp;) may be meant, and are undone only beside Chinese."""
    after = ENTITY.sub(lambda found: _from_entity(found[0]), run)
    return after if after != run and (_BEYOND_ASCII.search(after) or CHINESE.search(beside)) else None


def _from_entity(entity: str) -> str:
    from html import unescape  # here and below, because most texts can do without
    from html.entities import html5

    name = _AMPERSANDS.sub("", entity).lstrip().replace("；", ";")  # however often it was escaped
    return unescape("&" + name) if name.startswith("#") else html5.get(name, entity)


def _unescaped(run: str, _: str = "") -> str:
    from html import unescape

    return unescape(_HASH.sub("&#", run))


def _from_headless(run: str, _: str) -> str | None:
    after = _unescaped(run)
    mostly_chinese = 2 * len(CHINESE.findall(after)) > len(after)
    return after if mostly_chinese and min(after) > "\x7f" else None


def _from_percent(run: str, _: str) -> str | None:
    """The text of percent escapes; of a run cut in a character, all before.

    "+" is a blank where a form escaped another: 互联网+行动 has it in names of files that no form escaped.
    """
    from urllib.parse import quote, unquote_to_bytes

    plain = _TWICE.sub("%", run)
    data = unquote_to_bytes(plain.replace("+", " ") if "%2B" in plain.upper() else plain)
    read = ((chinese(data[: len(data) - cut]), data[len(data) - cut :]) for cut in range(3))
    return next((text + quote(rest) for text, rest in read if text), None)


def _from_any_percent(run: str, _: str) -> str | None:
    return decoded(_bytes(run)) or decoded(_bytes(run), "gbk")


def _from_percent_of_gbk(run: str, _: str) -> str | None:
    """On a page of GBK: D4AA is 元, though it is valid UTF-8 too."""
    return decoded(_bytes(run), "gbk") or decoded(_bytes(run))


def _bytes(run: str) -> bytes:
    from urllib.parse import unquote_to_bytes

    return unquote_to_bytes(_TWICE.sub("%", run))
