"""The day that a text is of, as its head, its foot, its number, its title or all its dates tell it."""

from __future__ import annotations

from policytext.language.patterns import lazy
from policytext.pagefacts.days import days, first_day

_HEAD = 300  # characters of a head or foot: a title, a number, who speaks where
_SIGNED = 40  # characters of a line that a signature's day can stand on; a longer one is prose
_NUMBER_YEAR = lazy(  # not that of a document that is cited: 《办法》（市发〔2021〕3号）
    r"(?m)^(?!.*》（)[^\n。，；]*〔((?:19|20)\d\d)〕"
)
_TITLE_YEAR = lazy(  # of a line that is no sentence
    r"\s*((?:19|20)\d\d) ?年度?(?![\d一二三四五六七八九十月]|以来|[起底初末前后至])"
    r"[^\n，。；！？]{2,40}(?:\n|\Z)"
)
_ANY_YEAR = lazy(r"(?<!\d)((?:19|20)\d\d) ?年(?!代)")
_OTHER_YEARS = 2  # that a text may name beside the one of its only day; with more it tells of history


def own_date(text: str) -> tuple[str | None, str]:
    """A date to resolve against where the document has none of its own: what its head, its foot, its
    number, its title or all its dates agree on, with where it is from.

    >>> own_date("政府工作报告\\n——2018年3月5日在会上\\n今年工作")
    ('2018-03-05', 'date in the head')
    >>> own_date("2022年大事记\\n1月　印发《方案》（市发〔2021〕3号）")
    ('2022-07-01', 'year of the title')
    """
    if head := first_day(text[:_HEAD]):
        return head, "date in the head"
    foot = [day.iso for line in text[-_HEAD:].split("\n") if len(line) <= _SIGNED for day in days(line)]
    if foot:
        return foot[-1], "date at the end"
    if number := _NUMBER_YEAR.search(text, 0, _HEAD):
        return f"{number[1]}-07-01", "year of the document's number"
    if title := _TITLE_YEAR.match(text):
        return f"{title[1]}-07-01", "year of the title"
    found = [day.iso for day in days(text)]
    lone = len({iso[:4] for iso in found}) == 1
    others = {*_ANY_YEAR.findall(text)} - {found[0][:4]} if lone else set[str]()
    return (found[0], "the only year") if lone and len(others) <= _OTHER_YEARS else (None, "")
