"""How far what fills a torn stretch is to be trusted: surely right, a guess that is marked, or refused.

The character model always finds something likeliest, and where more was done to the page than a slip
(a character changed, dropped, converted) that is fluent nonsense: 模化着保應用. Its weakest place gives
it away. The numbers were chosen on 2,700 fillings of stretches in held-back official texts of which
half were damaged a second time (`benchmarks.silent`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from policytext.language.characters import HAN, MARKS, is_han
from policytext.language.patterns import lazy

if TYPE_CHECKING:
    from policytext.repairs.spinner.page_model import Habits
    from policytext.repairs.spinner.slip_search import Path
    from policytext.repairs.spinner.torn_page import Page

CONVINCING = 4.0  # nats above chance of the weakest place, from which on no other supposition is heard
# The same where it ends in a lost byte: 人民政、 by 6, but a character that was dropped may begin there.
CLOSED = 8.0
SURE = 0.0  # the same, from which on a filling is no guess: of 1,625 such 12 were wrong
REFUSED = -3.0  # and below which one in twenty was right
PINNED = 1.5  # nats that it may have less where bytes and glosses left no choice
LONG = 8  # characters that make sense together, which no bytes do by chance
DROPPED = 5.0  # the nats that it must have more where characters are supposed of which no trace is left
BETTER = 1.0  # nats that one supposition must be better than one before it
CLEAR = 3.0  # nats that a filling whose bytes left a choice must be ahead of every other one
NO_RIVAL = 5.0  # nats behind the best reading: no rival to it
WEAKEST = 0.3  # nats that a nat of its weakest place is worth, where readings are nearly as likely
BESIDE = 2  # characters on either side that it is read with
_ODD = lazy(rf"[^{HAN}{MARKS},.:;!?()<\n]")  # letters and signs, which slips make again and again
_GLOSSED = lazy("[(（a-z]")
_BORDER = lazy("[?\ufffd(（\n]")


class Filling(NamedTuple):
    """The readings of a stretch under one supposition about the page, best first, and their worth.

    `worth`: nats above chance of its two characters in a row that are least likely. `drops`: it supposes
    that characters were dropped; `disputed`: another supposition says something else that is as good.
    """

    paths: list[Path]
    worth: float
    drops: bool = False
    disputed: bool = False
    is_bare: bool = False

    @property
    def is_sure(self) -> bool:
        best = self.paths[0]
        least = self._least(SURE) - (PINNED if best.pinned else 0.0)
        if self.disputed or self.worth <= least or _ODD.search(best.text):
            return False
        return best.pinned or self.lead > (NO_RIVAL if self.drops or self.is_bare else CLEAR)

    @property
    def is_refused(self) -> bool:
        """Is it nonsense somewhere? Of a long one a rare word, as of any text, shows nothing."""
        from policytext.repairs.transcoding.evidence import makes_sense

        text = self.paths[0].text
        return self.worth < self._least(REFUSED) and not (len(text) >= LONG and makes_sense(text))

    def _least(self, worth: float) -> float:
        return worth + DROPPED if self.drops else worth

    @property
    def lead(self) -> float:
        """The nats by which the best is ahead of all that say something else."""
        best = self.paths[0]
        others = (path.score for path in self.paths if path.text != best.text)
        return best.score - max(others, default=-inf)


def likeliest(page: Page, habits: Habits, start: int, left: str) -> Filling | None:
    """What fills the stretch from `start` under the first supposition about the page that convinces, or
    else the best of all; None where it is likelier that nothing is torn there.
    """
    best: Filling | None = None
    for supposed in _suppositions(page, habits):
        filling = _weighed(supposed, habits, start, left)
        if filling is None:
            continue
        if best is None or filling.worth > best.worth + BETTER:
            best = filling
        elif filling.paths[0].text == best.paths[0].text:
            best = filling if filling.is_sure and not best.disputed else best
        elif filling.worth > best.worth - BETTER:
            best = best._replace(disputed=True)
        ends_lost = page.text[: best.paths[0].end].endswith(("?", "\ufffd"))
        may_be_dropped = supposed is page and not page.has_private and ends_lost
        if best.worth >= (CLOSED if may_be_dropped else CONVINCING):
            break
    return best


def _suppositions(page: Page, habits: Habits) -> Iterator[Page]:
    """The page as it seems to be; without its private use characters; of two scripts."""
    yield page
    page = page._replace(habits=habits)
    if not page.has_private:
        yield page._replace(drops_private=True)
    yield page._replace(mixed=True)


def _weighed(page: Page, habits: Habits, start: int, left: str) -> Filling | None:
    from policytext.repairs.spinner.slip_lattice import LOST
    from policytext.repairs.spinner.slip_search import readings

    paths = readings(page, start, left)
    if page.habits is None and not _is_clear(paths, start):
        paths = readings(page._replace(habits=habits), start, left)
    if not paths or paths[0].end == start:
        return None
    mended = [path for path in paths if path.end != start and path.score > paths[0].score - NO_RIVAL]
    worths = {path: worth(page, left, path, habits) for path in mended}
    mended.sort(key=lambda path: path.score + WEAKEST * min(worths[path], CONVINCING), reverse=True)
    # What hardly anybody would write is no rival to what somebody might.
    mended = [path for path in mended if worths[path] > SURE] or mended
    torn = page.text[start : mended[0].end]
    is_bare = sum(map(torn.count, LOST)) > 1 and not _GLOSSED.search(torn)
    return Filling(mended, worths[mended[0]], page.drops_private, is_bare=is_bare)


def _is_clear(paths: list[Path], start: int) -> bool:
    """Does one reading say so much more than all others that what the page has elsewhere is not needed?"""
    rivals = [path for path in paths[1:] if path.score > paths[0].score - NO_RIVAL]
    return not paths or (paths[0].end != start and not rivals)


def worth(page: Page, left: str, path: Path, habits: Habits) -> float:
    """The evidence of its two characters in a row that have least of it, but for those the page has."""
    from policytext.repairs.spinner.page_model import bare
    from policytext.repairs.transcoding.evidence import above_chance

    end = path.end or 0
    right = _BORDER.split(bare(path.text[-1:] + page.text[end : end + 20])[1:])[0].lstrip(",")
    said = _BORDER.split(left[-BESIDE:])[-1] + path.text + right[:BESIDE]
    nats = iter(above_chance(said))
    each = [(character, next(nats) if character > "\x7f" else None) for character in said]
    return min(
        (
            one[1] + other[1]
            for one, other in pairwise(each)
            if one[1] is not None and other[1] is not None and not _is_known(one[0] + other[0], habits)
        ),
        default=inf,
    )


def _is_known(pair: str, habits: Habits) -> bool:
    """Does the page have the two elsewhere? Its marks tell nothing: some of them are lost bytes."""
    return is_han(pair[0]) and is_han(pair[1]) and habits.has(pair)
