"""The headline of a crawled page, by what agrees on it, and the scraps of its template around it.

Templates of thousands of sites write buttons, desks and days around a headline, more than a table
could list. But once it is known which line is the headline, short lines between it and the last sure
furniture over the text are the template's too, whatever they say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile, takewhile

from policytext.boilerplate.credits import OWN_BEGINS, credit, labelled
from policytext.boilerplate.features import STEP, Line
from policytext.boilerplate.markers import PARAGRAPH, PUBLISHED, SENTENCE, SURE, furniture
from policytext.boilerplate.pieces import is_credit, is_row
from policytext.boilerplate.rules import FOOTER, INTERACTION, NAVIGATION, RELATED
from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.pagefacts.agency import agencies, is_agency
from policytext.pagefacts.bylines import bare
from policytext.pagefacts.days import only_day
from policytext.pagefacts.docnumber import number_line
from policytext.pagefacts.formulas import is_day, is_history, is_official, is_outline
from policytext.pagefacts.head import names_site
from policytext.pagefacts.line_kinds import is_line
from policytext.pagefacts.moments import is_account
from policytext.pagefacts.title import is_complete, is_completed, names_subject

LEAST = 6  # characters of a headline
LEAST_HAN = 5  # of them: 江城GDP破千亿
AGREED = 2  # votes by which a line is the headline
DEPTH = 120  # lines of menus and boxes under which a headline may stand
NEAR = 2  # lines under a headline in which its publication line begins
BYLINE = 5  # lines under a headline that name who wrote and published, down to the day
TAB = 4  # characters of the words on tabs
LEAST_WORD = 2  # characters of a word; shorter pieces, 次 and ], stand behind a counter
NAMED = 4  # lines under a headline of who speaks or issues, and when
HEADLINE = 3  # lines that a headline is broken into
WORD = 6  # characters of a menu's word; a headline is not broken into lines so short
MENU = 4  # words of a row over a headline that show that the text is a page
CREDITS = 3  # lines under a headline that are a day and who published, without a label

_TITLE_PARTS = lazy(  # of a page's <title>: its headline, column, site
    r"(?<![\s_|｜–—>»-])\s*+(?!——)[-_|｜–—>»]++\s*+(?=[^\W\d])"
)
_HAN = lazy(f"[{HAN}]")
_PUBLISHED = frozenset({"date_published", "source_name", "author"})
_UNDERLINE = lazy(r"[*＊=＝]{5,}")  # of releases in Hong Kong and of Markdown
_ISSUE = lazy(r"(?:1|19|20)\d\d\s?年\s?\w{0,2}\s?第\s?\d{1,3}\s?期\s?(?:[（(]总第?\s?\d{1,4}\s?期[）)])?")
_PAIR = lazy(  # 状态：已结束, 【引证码】A.1
    rf"(?:[{HAN}]{{2,6}}[:：]|[【\[][{HAN}]{{2,8}}[】\]][:：]?)\s*[\w.-]{{1,20}}(?:\s|$)"
)
_APART = lazy(r"[\s>»›＞→/_|｜–—:：-]$")


def headline_at(lines: Sequence[Line]) -> int:
    """The line of the headline of a page, -1 where too little agrees on one.

    What agrees: the page's <title>, its first line; the end of a breadcrumb; the same line once more; a
    label; the publication line below it; that it ends as the names of documents do.

    >>> from policytext.boilerplate.features import read
    >>> headline_at(read("首页\\n栏目甲\\n海州启动秋季防火专项行动\\n2024-03-05 09:30\\n近日，行动启动。"))
    -1
    >>> headline_at(read("首页 > 海州启动防火行动\\n海州启动防火行动\\n2024-03-05\\n近日，行动启动。"))
    1
    """
    head = lines[:DEPTH]
    opens = next((at for at, line in enumerate(head[1:], 1) if _speaks(line)), len(head))
    named = _named(lines, opens)
    first = int(named > 0)  # <title> is no headline
    heads = (at for at in range(first, opens) if _may_head(lines[at]))
    free = [at for at in heads if not (_is_gazette(lines, at) or _is_listed(lines, at))]
    dated = {at for at in free if _is_dated(lines, at)}
    own = next((at for at in free if at in dated or (at + 1 < len(lines) and lines[at + 1].facts)), opens)
    twice = _repeated(lines, free, own)
    votes = {at: _votes(lines, at, opens, named) + (at in dated) + AGREED * (at in twice) for at in free}
    best = max(votes, key=lambda at: (votes[at], at in dated, -at), default=-1)
    if best < 0 or votes[best] < AGREED:
        return -1
    return max((at for at in free if lines[at].text == lines[best].text), key=lambda at: (at in dated, at))


def begins_at(lines: Sequence[Line], at: int) -> int:
    """The line on which a headline begins that ends on the line `at`: it stands whole somewhere else.

    -1 where it may begin on the line above, and nothing tells.

    >>> from policytext.boilerplate.features import read
    >>> begins_at(read("海州节水条例实施报告_海州\\n首页\\n海州节水条例\\n实施报告\\n来源：海州"), 3)
    2
    """
    first = at
    for above, whole in enumerate(_wholes(lines, at), 1):
        if any(whole in other.text for other in (*lines[: at - above], *lines[at + 1 : DEPTH])):
            first = at - above
    if first < at:
        return first
    over = lines[at - 1] if at else None
    is_long = over is not None and over.is_free and over.size > WORD and over.text.isalnum()
    is_twice = sum(line.text == lines[at].text for line in lines[:DEPTH]) > 1
    is_apart = is_twice or over is None or is_complete(over.text) or bool(agencies(over.text))
    return at if is_apart or not is_long or names_subject(lines[at].text) else -1


def _wholes(lines: Sequence[Line], at: int) -> Iterator[str]:
    """A line with the free ones right above it, as a headline may be broken, not <title>."""
    whole = lines[at].text
    for over in takewhile(lambda line: line.is_free, lines[at - 1 : max(at - HEADLINE, 0) : -1]):
        whole = over.text + whole
        yield whole


def _repeated(lines: Sequence[Line], free: Sequence[int], own: int) -> set[int]:
    """The lines that stand there once more, no rows of a list below `own`, the first that is published."""
    copies: dict[str, list[int]] = {}
    for at in free:
        copies.setdefault(lines[at].text, []).append(at)
    return {at for found in copies.values() if len(found) > 1 and found[0] <= own for at in found}


def _named(lines: Sequence[Line], opens: int) -> int:
    """The line of the headline that the <title> of a page, its first line, names; 0 if there is none."""
    title = lines[0].text if lines else ""
    free = [at for at in range(2, opens) if lines[at].facts is None]
    named = [at for at in free if _names_headline(title, lines[at].text)]
    broken = (at for at in free if any(_names_headline(title, whole) for whole in _wholes(lines, at)))
    named = named or list(broken)
    at = max(named, key=lambda at: (lines[at].size, at), default=0)
    if not at or lines[at].size < LEAST or agencies(lines[at].text):
        return 0
    between = lines[1:at]
    is_page = lines[at].text != title or any(line.strength for line in between)  # no cover of a report
    return at if is_page and not any(is_outline(line.text) for line in between) else 0  # nor its contents


def _names_headline(title: str, headline: str) -> bool:
    """Is a headline the <title> of a page or one of its parts, or does it go on where that is cut off?"""
    parts = {title, *_TITLE_PARTS.split(title)}
    cut = [part.rstrip(".…") for part in parts if part.endswith(("...", "…")) and len(part) > STEP]
    return headline in parts or any(map(headline.startswith, cut))


def _may_head(line: Line) -> bool:
    """Is a line free of marks and long enough, and no body, number, note, heading, row or sentence?"""
    text = line.text
    if text[0] in "（(|" or len(_HAN.findall(text)) < LEAST_HAN or is_history(text):
        return False
    is_free = line.is_free and line.weight < PARAGRAPH and line.size >= LEAST
    is_whole = "\t" not in text and text.count("【") == text.count("】") and text[-1] not in "。；：:"
    is_other = names_site(text) or number_line(text) or is_outline(text) or is_row(text)
    return is_free and is_whole and not is_other


def _votes(lines: Sequence[Line], at: int, opens: int, named: int) -> int:
    """How much agrees on a line as the headline."""
    text = lines[at].text
    votes = AGREED * (at == named > 0)
    votes += AGREED * any(_ends_with(line.text, text) for line in lines[:at])
    stated = (line.facts.get("title", "") for line in lines[:opens] if line.facts)
    whole = is_complete(text)  # a label left empty may be run into the title behind another
    votes += AGREED * any(title == text or (whole and title.startswith(text)) for title in stated)
    for below in lines[at + 1 : at + 2]:
        votes += AGREED * (_UNDERLINE.fullmatch(below.text) is not None)
        is_over_text = names_subject(text) and below.weight >= SENTENCE
        is_numbered = bool(number_line(below.text)) or "doc_number" in (below.facts or {})
        votes += (is_over_text or is_numbered) and not _goes_on(lines[:at], text)
        over = lines[at - 1] if at else None
        is_under = over is not None and (over.strength > 0 or is_row(over.text) or _PAIR.match(over.text))
        votes += bool(is_under) and _is_credited(below)
    return votes + (not at) + (whole and not is_line("column", text))


def _is_credited(below: Line) -> bool:
    """Is a line, right below one that stands right under furniture, its publication line or byline?"""
    is_day = "-" in below.text and bool(only_day(below.text))
    return below.is_dated or is_day or is_line("reporters", below.text) or is_credit(below.text)


def _is_gazette(lines: Sequence[Line], at: int) -> bool:
    """Is a line the name of a gazette, whose issue is below it?"""
    return any(_ISSUE.fullmatch(line.text) for line in lines[at + 1 : at + 2])


def _is_listed(lines: Sequence[Line], at: int) -> bool:
    """Is a line a row of a list: titles, a day below each, no text below the last?"""
    over, own, below = (0 <= n < len(lines) and only_day(lines[n].text) for n in (at - 1, at + 1, at + 3))
    is_last = over and not any(line.weight >= SENTENCE for line in lines[at + 2 : at + 2 + BYLINE])
    return bool(own and (is_last or (below and lines[at + 2].is_name)))


def _goes_on(above: Sequence[Line], text: str) -> bool:
    """Is a line the next of a list of titles, or of a headline that the line above begins?"""
    return any(
        line.rule == RELATED.name
        or (line.is_free and not is_row(line.text) and (line.size > STEP or names_subject(line.text)))
        for line in above[-1:]
        if not text.startswith(line.text)  # a column: 行政处罚
    )


def _ends_with(shown: str, headline: str) -> bool:
    """Is a headline the last step of a breadcrumb, or the last part of a page's <title>?"""
    return shown.endswith(headline) and _APART.search(shown, 0, len(shown) - len(headline)) is not None


def _is_dated(lines: Sequence[Line], at: int) -> bool:
    """Does a headline's publication line follow, below who wrote and published perhaps?"""
    for number, line in enumerate(lines[at + 1 : at + 1 + BYLINE]):
        if _PUBLISHED & (line.facts or {}).keys():
            return line.is_dated or number < NEAR
        if line.is_free and credit(line) is None and not is_line("serial", line.text):
            break
    return bool(_credits(lines, at))


def _credits(lines: Sequence[Line], at: int) -> dict[int, Mapping[str, str]]:
    """The lines right under a headline that are a day in figures and who published, without a label."""
    told: dict[int, Mapping[str, str]] = {}
    first = at + 1 + any(is_line("serial", line.text) for line in lines[at + 1 : at + 2])
    for number, line in enumerate(lines[first : first + CREDITS], first):
        facts = None if is_day(line.text) else credit(line)
        if facts is None or any(key in of for key in facts for of in told.values()):
            break
        told[number] = facts
    is_dated = any("date_published" in facts for facts in told.values())
    return told if is_dated else {}


def _scraps(lines: Sequence[Line], at: int) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The unmarked lines under a headline that are its template's, with what they tell."""
    first = _below_own(lines, at)
    stop = next((n for n in range(first, len(lines)) if _is_of_text(lines[n])), len(lines))
    sure = [n for n in range(first, stop) if _is_sure(lines[n])]
    if not sure:
        yield from _credits(lines, at).items()
        return
    last = sure[-1]
    while last + 1 < stop and _goes_with(lines[last], lines[last + 1]):
        last += 1
    known = {key for n in sure for key in lines[n].facts or ()}
    for n in range(first, last + 1):
        if n not in sure and lines[n].strength < SURE:
            told = credit(lines[n]) or {}
            yield n, {key: fact for key, fact in told.items() if key not in known}
            known.update(told)


def _below_own(lines: Sequence[Line], at: int) -> int:
    """Where the page goes on: below the headline's second line, and who speaks or issues, and when."""
    first = at + 1 + any(is_completed(lines[at].text, line.text) for line in lines[at + 1 : at + 2])
    if first == at + 1 < len(lines) and _is_subtitle(lines[first]):
        first += 1
    if any(number_line(line.text) for line in lines[first : first + 1]) and any(
        line.facts for line in lines[first + 1 : first + 2]
    ):
        first += 1
    named = [line.text for line in takewhile(_names, lines[first : first + NAMED])]
    is_told = any(line.is_dated for line in lines[first:][: len(named) + NEAR])
    days = [text for text in named if only_day(text)]
    speaks = any(map(bare, named)) and is_told  # the page has a day of its own
    is_own = any(map(holds_post, named)) or sum(map(is_agency, named)) > 1
    return first + len(named) * (is_own or any(speaks or _is_bracketed_day(day) for day in days))


def _is_subtitle(line: Line) -> bool:
    is_of_words = line.is_free and line.size >= LEAST and line.text.isalpha()
    return is_of_words and not is_line("post", line.text) and credit(line) is None


def _names(line: Line) -> bool:
    """Does a line name a person, the holder of a post, a body, a day in characters?"""
    if line.strength > 1 or line.facts is not None:
        return False
    text = line.text
    is_named = bool(bare(text)) or holds_post(text) or is_agency(text)
    return is_named or bool("日" in text and only_day(text))


def holds_post(text: str) -> bool:
    """Is a line a post, with who holds it behind it or not: 青江市委书记 李建国? A reporter writes."""
    post, *names = text.split()
    return is_line("post", post) and not post.endswith("记者") and all(map(bare, names))


def _is_sure(line: Line) -> bool:
    """Is a line furniture of the kinds that stand over texts?"""
    return line.facts is not None or (line.strength > 1 and line.rule not in (FOOTER.name, RELATED.name))


def _goes_with(above: Line, line: Line) -> bool:
    """Is a line a piece behind a counter: its figure, 次, ]; a tab beside others: 政策解读, 申报指南?

    Below other lines 一 and 01 number a part.
    """
    if line.text.isnumeric():
        return above.text[-1] in "：:数量览击读"
    if is_account(line.text):
        return True
    if above.rule == NAVIGATION.name and above.size == line.size <= TAB and line.text.isalpha():
        return True
    return line.strength > 0 or line.size < LEAST_WORD


def _is_of_text(line: Line) -> bool:
    """Does the text begin with a line, its number and addressee included?"""
    text = line.text
    if line.strength > 1 or line.facts is not None or (only_day(text) and not _is_bracketed_day(text)):
        return False
    is_own = line.weight >= SENTENCE or line.size > STEP or text.startswith(OWN_BEGINS)
    if labelled(text) is not None:
        return False
    return (
        is_own
        or is_outline(text)
        or bool(number_line(text))
        or is_line("body, row, caption, serial", text)
        or text.startswith("各")
    )


def around_headline(lines: Sequence[Line], at: int, begun: int = -1, is_page: bool = False) -> list[Line]:
    """The lines of a page with the scraps around its headline, which ends on the line `at`.

    `begun`: where it begins, if that is known; `is_page`: it is known to be a page, though it has no
    furniture.
    """
    read = list(lines)
    if at < 0:
        return read
    begun = begun if begun >= 0 else max(begins_at(lines, at), 0) or at
    for over in _over_headline(lines, at, begun, is_page):
        if read[over].strength < SURE:
            read[over] = read[over].looked_at(furniture(NAVIGATION.name, SURE))
    if any(_UNDERLINE.fullmatch(line.text) for line in lines[at + 1 : at + 2]):
        read[at + 1] = read[at + 1].looked_at(furniture(NAVIGATION.name, SURE))
    for scrap, told in _scraps(lines, at):
        look = PUBLISHED if told else furniture(read[scrap].rule or INTERACTION.name, SURE)
        read[scrap] = read[scrap].looked_at(look, told)
    return read


def _over_headline(lines: Sequence[Line], at: int, first: int, is_page: bool) -> Iterator[int]:
    """What stands over the headline of a page.

    Where lines of a document are among it, a number, a day, only what is furniture anyway.
    """
    headline = lines[at].text
    whole = "".join(line.text for line in lines[first : at + 1])
    over = [*dropwhile(lambda line: line.text == headline, reversed(lines[:first]))][::-1]
    is_named = headline != lines[0].text and _names_headline(lines[0].text, whole)
    is_page |= is_named or any(line.strength > 1 for line in lines[: at + 1 + NEAR])
    is_page |= any(line.strength > SURE for line in lines) or any(is_row(line.text, MENU) for line in over)
    lists_others = any(line.rule == RELATED.name and line.strength > SURE for line in over)
    if not (is_named or lists_others):
        free = takewhile(lambda line: line.is_free and line.text != headline, reversed(over))
        right_above = [line.text for line in takewhile(_is_no_word, free)]
        heads = [number for number, text in enumerate(right_above, 1) if _is_of_head(text)]
        if heads or (right_above and _may_be_own(right_above[0])):
            over = over[: len(over) - max(heads, default=len(right_above))]
    if not over or not is_page or any(is_outline(line.text) for line in over):
        return
    own = [line for line in over[1:] if line.text != headline]
    is_headed = any(not line.strength and _heads_text(line.text) for line in own)
    for number, line in enumerate(over):
        is_page_title = not number and line.text != headline
        if line.facts is None and (not is_headed or is_page_title or line.strength):
            yield number


def _is_no_word(line: Line) -> bool:
    return line.size > WORD or not line.text.isalpha() or bool(agencies(line.text))


def _is_of_head(shown: str) -> bool:
    """Is a line over a headline who issues it, or who speaks?"""
    return bool(agencies(shown) or bare(shown)) or is_line("post", shown)


def _may_be_own(shown: str) -> bool:
    """Can a line right over a headline be its first, or who issues it: no word or row of a menu?"""
    if _is_of_head(shown) or _ISSUE.fullmatch(shown):
        return _is_of_head(shown)
    is_of_page = is_row(shown) or _PAIR.match(shown) is not None
    return not is_of_page and not (shown.isalpha() and len(shown) <= STEP)


def _heads_text(shown: str) -> bool:
    """Is a line of a document's head: its number, its day, who adopted it when, in brackets?"""
    is_numbered = bool(number_line(shown)) or is_line("serial", shown)  # 青江市人民政府令, 第15号
    return is_numbered or is_official(shown) or _is_bracketed_day(shown)


def _is_bracketed_day(shown: str) -> bool:
    return shown[0] in "（(" and "日" in shown


def _speaks(line: Line) -> bool:
    return not line.strength and (line.weight >= PARAGRAPH or line.text[-1] in "。；")
