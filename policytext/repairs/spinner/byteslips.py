"""Characters broken by insertions that a spinner made at unaligned places of GBK text.

A spinner looks for bytes without heed to where characters begin. In 規模化 it finds a ；
across 模 and 化 (C4A3 BBAF), puts a comma before it, and what is read is 規?；瘧. The inverse is in
`slip_search`; here it is decided whether it says something better than the text as it stands.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from policytext.language.characters import HAN
from policytext.language.patterns import late
from policytext.repairs.spinner.doubled_marks import BEFORE_MARK
from policytext.repairs.spinner.insertions import FOLDED_MARKS, MARKS, OPENED, OPENING
from policytext.revision import Change

if TYPE_CHECKING:
    from policytext.repairs.spinner.page_model import Habits
    from policytext.repairs.spinner.slip_search import Path
    from policytext.repairs.spinner.torn_page import Page

# Behind a pair of bytes, or behind a mark that may be a folded one, if the reading has a tone.
_BEHIND_PAIR = r"(?:(?<=[^\x00-\x7f].)|(?<=[,;:!].)(?=[(（]?[a-z]*[^\x00-\x7f()（）]))"
_MARK = MARKS + FOLDED_MARKS + "!"
_TORN = late(  # a gloss stands behind what was read as a pair of bytes; in (?i) it does not
    rf"\?(?:{_BEHIND_PAIR}({OPENED})|(?=[{_MARK}]))"
    rf"|\ufffd(?:{_BEHIND_PAIR}([{OPENING}]{OPENED})|(?=,[{_MARK}?]))"
)

CLEARER = 1.5  # nats by which a reading must beat every other one
_TELLING = late(f"[{HAN}][{HAN}，。、；：]|[，。、；：][{HAN}]")  # other marks may stand anywhere
PLAUSIBLE = 0.0  # nats above chance that the least likely two characters of a right reading are
LONG = 4  # characters, of which one in dispute is no reason to leave all broken
NO_RIVAL = 5.0  # the page cannot be expected to say otherwise
_GIVE_UP = 50  # stretches in a row that do not read: these are no byte slips


def find(text: str) -> list[Change]:
    """Every broken stretch that reads well once it is put back in step.

    >>> find("規(guī)?；瘧?yīng)用、真?zhèn)鬟_(dá)")
    [Change(start=6, end=15, after='模化應', inferred=True, note=''), \
Change(start=18, end=26, after='傳達', inferred=False, note='')]
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
        if not made and gloss and page.glossed:
            made = [Change(*found.span(), None, note="the character before this reading is broken")]
        failures = 0 if any(change.after is not None for change in made) else failures + 1
        changes += made
    return changes


def _mended(page: Page, habits: Habits, start: int, left: str) -> list[Change]:
    """The changes that put the stretch from `start` back in step, if that is clearly better."""
    from policytext.repairs.spinner.slip_search import readings

    paths = readings(page, start, left)
    if not _is_clear(paths, start):
        paths = readings(page._replace(habits=habits), start, left)
    if not page.has_private and _is_doubtful(page.text, paths, start, left, habits):
        more = readings(page._replace(habits=habits, drops_private=True), start, left)
        paths = more if not paths or (more and more[0].score > paths[0].score) else paths
    if not paths or paths[0].end == start:  # the text as it stands is likelier
        return []
    mended = [path for path in paths if path.end != start and path.score > paths[0].score - NO_RIVAL]
    plausible = [path for path in mended if _plausibility(page.text, left, path, habits) > PLAUSIBLE]
    if plausible and mended[0] is not plausible[0]:  # what hardly anybody would write is no rival either
        mended = plausible
    rivals = [path for path in mended if path.score > mended[0].score - CLEARER]
    return _agreed(page.text, start, left, rivals, habits)


def _is_clear(paths: list[Path], start: int) -> bool:
    """Does one reading say so much more than all others that what the page has elsewhere is not needed?"""
    rivals = [path for path in paths[1:] if path.score > paths[0].score - NO_RIVAL]
    return not paths or (paths[0].end != start and not rivals)


def _is_doubtful(text: str, paths: list[Path], start: int, left: str, habits: Habits) -> bool:
    """Is there no reading, or one that hardly anybody would write?"""
    if not paths or paths[0].end in (None, start):
        return True
    return _plausibility(text, left, paths[0], habits) < PLAUSIBLE


def _plausibility(text: str, left: str, path: Path, habits: Habits) -> float:
    """The evidence of the two characters in a row that are least likely, but for those the page has."""
    from policytext.repairs.spinner.page_model import bare
    from policytext.repairs.transcoding.evidence import weakest

    end = path.end or 0
    right = bare(path.text[-1:] + text[end : end + 20])[1:]
    said = left[-1:] + path.text + right[:1]
    pairs = [said[at : at + 2] for at in range(len(said) - 1)]
    return min(
        (weakest(pair, 2) for pair in pairs if _TELLING.match(pair) and not habits.has(pair)), default=inf
    )


def _agreed(text: str, start: int, left: str, rivals: list[Path], habits: Habits) -> list[Change]:
    """What all rivals for the best reading agree on; a character in dispute stays lost."""
    best = rivals[0]
    said, end = best.text, best.end or start
    tail = [Change(end - 1, end, None, note="a character was swallowed here")] if best.swallowed else []
    end -= len(tail)
    if len({rival.text for rival in rivals}) == 1:
        is_sure = best.pinned or _plausibility(text, left, best, habits) > PLAUSIBLE
        guess = [] if is_sure else [_guess(start, end)]
        return [Change(start, end, said, inferred=not best.pinned), *guess, *tail]
    if len({(rival.end, rival.swallowed, len(rival.text)) for rival in rivals}) == 1:
        if len({rival.text[1:] for rival in rivals}) == 1:
            return [_lost(start), Change(start + 1, end, said[1:]), *tail]
        from policytext.repairs.spinner.slip_lattice import LOST

        last = max(text.rfind(lost, start, end + len(tail)) for lost in LOST)
        if len({rival.text[:-1] for rival in rivals}) == 1 and last > start:
            return [Change(start, last, said[:-1]), _lost(last), Change(last + 1, max(end, last + 1), "")]
        if len(said) >= LONG and all(_differ(said, rival.text) == 1 for rival in rivals[1:]):
            return [Change(start, end, said, inferred=True), _guess(start, end), *tail]
    return [Change(start, end, None, note="broken, and more than one reading is likely")]


def _differ(one: str, other: str) -> int:
    return sum(map(str.__ne__, one, other))


def _guess(start: int, end: int) -> Change:
    return Change(start, end, None, note="put together, but one of the characters is a guess")


def _lost(at: int) -> Change:
    return Change(at, at + 1, None, note="a lost character, for which more than one is likely")


def _before(text: str, start: int, changes: list[Change]) -> str:
    """The few characters before `start`, as repaired so far."""
    from policytext.repairs.spinner.page_model import bare

    low = max(0, start - 40)
    if changes and changes[-1].after and changes[-1].end > low:
        return changes[-1].after + bare(text[changes[-1].end : start])
    return bare(text[low:start])
