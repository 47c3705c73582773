"""Characters broken by insertions that a spinner made at unaligned places of GBK text.

A spinner looks for bytes without heed to where characters begin. In 規模化 it finds a ；
across 模 and 化 (C4A3 BBAF), puts a comma before it, and what is read is 規?；瘧. The inverse is in
`slip_search`; here it is decided whether it says something better than the text as it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.language.characters import HAN, TONED
from policytext.language.patterns import lazy
from policytext.repairs.spinner.doubled_marks import BEFORE_MARK
from policytext.repairs.spinner.glosses import LEAST
from policytext.repairs.spinner.insertions import FOLDED_MARKS, MARKS, OPENED, OPENING
from policytext.revision import Change, marks

if TYPE_CHECKING:
    from policytext.repairs.spinner.page_model import Habits
    from policytext.repairs.spinner.slip_search import Path
    from policytext.repairs.spinner.torn_page import Page

# Behind a pair of bytes, or behind a mark that may be a folded one, if the reading has a tone.
_BEHIND_PAIR = r"(?:(?<=[^\x00-\x7f].)|(?<=[,;:!].)(?=[(（]?[a-z]*[^\x00-\x7f()（）]))"
_MARK = MARKS + FOLDED_MARKS + "!"
# A gloss stands behind what was read as a pair of bytes; in (?i) it does not. The second byte of a pair can
# be a letter, which ends the stretch.
_TORN = lazy(
    rf"\?(?:{_BEHIND_PAIR}({OPENED})|(?=[{_MARK}]|[{HAN}]{{0,3}}[@-~][{HAN}]))"
    rf"|\ufffd(?:{_BEHIND_PAIR}([{OPENING}]{OPENED})|(?=,[{_MARK}?]))"
)

_PINYIN = lazy(f"[{TONED}]")

CLEARER = 1.5  # nats by which a reading must beat every other one
GUESS = "put together, but some of it is a guess"
BROKEN = "the character before is broken"
REFUSED = "broken, and hardly anybody would write what it reads as"
LONG = 4  # characters, of which one in dispute is no reason to leave all broken
_GIVE_UP = 50  # stretches in a row that do not read: these are no byte slips


def find(text: str) -> list[Change]:
    """Every broken stretch that reads well once it is put back in step.

    >>> find("產(chǎn)業(yè)規(guī)?；瘧?yīng)用，認真?zhèn)鬟_(dá)")
    [Change(start=18, end=27, after='模化應', inferred=True, note=''), \
Change(start=31, end=39, after='傳達', inferred=False, note='')]
    >>> find("是这样吗?，为什么?")
    []
    """
    torn = list(_TORN.finditer(text)) if "?" in text or "\ufffd" in text else []
    if not torn:
        return []
    from policytext.repairs.spinner.page_model import Habits  # here and below: most pages can do without
    from policytext.repairs.spinner.torn_page import Page

    page, habits = Page.of(text), Habits(text)
    is_spun = page.glossed or any(found[1] or found[2] for found in torn) or BEFORE_MARK.search(text)
    changes: list[Change] = []
    failures = 0
    for found in torn:
        gloss = found[1] or found[2]
        if failures > _GIVE_UP or not (gloss or is_spun):
            break
        if changes and found.start() < changes[-1].end:
            continue
        left = _before(text, found.start(), changes)
        made = _mended(page.near(found.start()), habits, found.start(), left)
        if not made:
            made = [Change(*found.span(), None, note=BROKEN)]
        failures = 0 if any(change.after is not None for change in made) else failures + 1
        changes += made
    return changes if len(page.glossed) >= LEAST else [*changes, *_few(page, changes)]


def _few(page: Page, changes: list[Change]) -> list[Change]:
    """The glosses of a page that has too few to show that it was spun, where a torn one shows it."""
    made = [change for change in changes if change.after is not None]
    if not any(_PINYIN.search(page.text, change.start, change.end) for change in made):
        return []
    from policytext.repairs.spinner.glosses import of_spun_page

    ends = {change.end: change.after[-1:] for change in made if change.after}
    found = of_spun_page(page.text, ends)
    return [each for each in found if not any(c.start < each.end and each.start < c.end for c in changes)]


def _mended(page: Page, habits: Habits, start: int, left: str) -> list[Change]:
    """The changes that put the stretch from `start` back in step, if that is clearly better."""
    from policytext.repairs.spinner.filling import likeliest

    filling = likeliest(page, habits, start, left)
    if filling is None:  # the text as it stands is likelier
        return []
    best = filling.paths[0]
    if filling.is_refused:
        return [*marks([(start, best.end or start)], REFUSED)]
    rivals = [path for path in filling.paths if path.score > best.score - CLEARER]
    return _agreed(page.text, start, rivals, filling.is_sure)


def _agreed(text: str, start: int, rivals: list[Path], is_sure: bool) -> list[Change]:
    """The characters on which all rivals for the best reading agree; others stay lost."""
    best = rivals[0]
    said, end = best.text, best.end or start
    tail = [Change(end - 1, end, None, note="a character was swallowed here")] if best.swallowed else []
    end -= len(tail)
    if len({rival.text for rival in rivals}) == 1:
        guess = [] if is_sure else [_guess(start, end)]
        return [Change(start, end, said, inferred=not best.pinned), *guess, *tail]
    if len({(rival.end, rival.swallowed, len(rival.text)) for rival in rivals}) == 1:
        if len({rival.text[1:] for rival in rivals}) == 1:
            return [_lost(start), Change(start + 1, end, said[1:]), *tail]
        from policytext.repairs.spinner.slip_lattice import LOST

        last = max(text.rfind(lost, start, end + len(tail)) for lost in LOST)
        if len({rival.text[:-1] for rival in rivals}) == 1 and last > start:
            return [Change(start, last, said[:-1]), _lost(last), Change(last + 1, max(end, last + 1), "")]
        if len(said) >= LONG and all(sum(map(str.__ne__, said, rival.text)) == 1 for rival in rivals[1:]):
            return [Change(start, end, said, inferred=True), _guess(start, end), *tail]
    return [Change(start, end, None, note="broken, and more than one reading is likely")]


def _guess(start: int, end: int) -> Change:
    return Change(start, end, None, note=GUESS)


def _lost(at: int) -> Change:
    return Change(at, at + 1, None, note="a lost character, for which more than one is likely")


def _before(text: str, start: int, changes: list[Change]) -> str:
    """The few characters before `start`, as repaired so far."""
    from policytext.repairs.spinner.page_model import bare

    low = max(0, start - 40)
    if changes and changes[-1].after and changes[-1].end > low:
        return changes[-1].after + bare(text[changes[-1].end : start])
    return bare(text[low:start])
