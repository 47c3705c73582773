"""The most likely readings of text that was torn open inside a character (see `slip_lattice`).

A beam search through the lattice of readings, with the character model as judge. A reading that has
come back into step goes on through the text as it stands, and so does the text read as if nothing
were wrong; the search ends when one that is in step has left all the others far behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import inf
from operator import itemgetter
from typing import NamedTuple

from policytext.language.likelihood import classes, model
from policytext.repairs.spinner.insertions import FOLDED_MARKS, MARKS
from policytext.repairs.spinner.slip_lattice import GLOSS, LOST, Place, Step, opened, openings, steps
from policytext.repairs.spinner.torn_page import Page

LONGEST = 200  # characters of a stretch
WIDEST = 32  # paths kept at one place: five times as many find nothing better in 350 damaged texts
FEWEST = 8  # the same right behind a dropped character
EFFORT = 20_000  # choices kept for one stretch, after which it is given up; of torn pages 8,000 were most
ALIKE = 4  # of them, those that say the same to the model from here on
SETTLED = 12.0  # nats ahead of what else is under way: the best path is found
TYPICAL = -4.5  # what a character of good text costs, where text cannot be judged
SURE = -0.7  # what the model gives no less than this, the page cannot make likelier
UNKNOWN = -9.0  # what a character costs that is given up for lost


class Path(NamedTuple):
    """A reading under way: its log-probability, its last characters as the model sees them, what it says.

    `end`: where it came back into step (None: not yet). `pinned`: the bytes and glosses left no choice.
    `swallowed`: the "?" before `end` stands for a character of the page that nothing can tell.
    `joint`: how many of the next characters follow what was filled in: the page's own counts, which
    have the torn text too, judge nothing else.
    """

    score: float
    seen: str
    text: str = ""
    pinned: bool = True
    end: int | None = None
    swallowed: bool = False
    joint: int = 0


def readings(page: Page, start: int, left: str) -> list[Path]:
    """The likeliest readings of the torn stretch that starts with the lost byte at `start`, best first.

    `left` is the repaired text before it. A path that ends where it starts leaves the text alone: as
    it reads, or with a character lost before the gloss there.

    >>> page = Page.of("規(guī)?；瘧?yīng)用")
    >>> best = readings(page, 6, "規")[0]
    >>> best.text, best.end
    ('模化應', 15)
    """
    seen = left[-2:].translate(classes())
    live: dict[Place, list[Path]] = defaultdict(list)
    live[Place(start + 1)].append(_going_on(page, Path(0.0, seen, end=start), start))
    if gloss := opened(page.text, start):
        live[Place(gloss.end())].append(Path(UNKNOWN, seen, end=start))
    for step in openings(page, start, left):
        live[step.to] += _taken(page, [Path(0.0, seen)], step)
    costs: dict[int, float] = {}  # of characters that stand as they are, whatever was filled in
    limit = min(start + LONGEST, len(page.text))
    effort = 0
    while live and effort < EFFORT:
        place = min(live)
        paths = _pruned(live.pop(place), FEWEST if place.was_private else WIDEST)
        if not paths:
            continue
        others = max((path.score for rest in live.values() for path in rest), default=-1e9)
        if not place.leads and (place.at >= limit or _is_settled(place, paths[0], others)):
            return paths
        if place.at < limit:
            for to, moved in _moves(page, place, paths, costs):
                before = len(live[to])
                live[to] += moved
                effort += len(live[to]) - before
    return []


def _moves(
    page: Page, place: Place, paths: list[Path], costs: dict[int, float]
) -> Iterator[tuple[Place, Iterable[Path]]]:
    """Where the paths at a place can go. What is sound costs those as much that cannot judge it."""
    if place.leads:
        for step in steps(page, place):
            yield step.to, _taken(page, paths, step, place.is_taken)
        return
    at, text = place.at, page.text
    if place.blind or _is_torn(page, at):
        cost = costs.get(at, TYPICAL)
        yield Place(at + 1, blind=True), (path._replace(score=path.score + cost) for path in paths)
    elif gloss := GLOSS.match(text, at):
        yield Place(gloss.end()), paths
    elif text[at] == "," and page.is_mark(at + 1):
        yield Place(at + 1), paths
    else:
        moved = [_going_on(page, path, at) for path in paths]
        if paths[0].text and not paths[0].joint:
            costs[at] = moved[0].score - paths[0].score
        yield Place(at + 1), moved


def _taken(page: Page, paths: Iterable[Path], step: Step, is_taken: bool = False) -> Iterator[Path]:
    """The paths with each choice behind them, as the page shows it (`is_taken`: see `Place`)."""
    shown = {page.shown(choice): choice for choice in step.choices if page.may_have(choice)}
    is_certain = len(shown) == 1
    end = None if step.to.leads else step.to.at
    best = -inf
    for text, choice in shown.items():
        liking = 0.0 if is_certain else page.liking(choice[0], step.is_glossed, is_taken)
        reads = (text + "0" if step.swallowed else text).translate(classes())  # as likely as not a digit
        for path in paths:
            if path.score + liking + step.cost < best - SETTLED:  # it will be pruned; reading it costs more
                continue
            score, seen = _read(page, path, reads)
            score += liking + step.cost
            if score < best - SETTLED:
                continue
            best = max(best, score)
            pinned = path.pinned and is_certain
            yield Path(score, seen, path.text + text, pinned, end, step.swallowed, 2)


def _going_on(page: Page, path: Path, at: int) -> Path:
    """The path, in step, after a character that stays as it is."""
    char = page.text[at].translate(classes())
    if path.joint:
        score, seen = _read(page, path, char)
        return Path(score, seen, *path[2:-1], path.joint - 1)
    return Path(path.score + model().logp(path.seen, char), path.seen[-1:] + char, *path[2:])


def _read(page: Page, path: Path, text: str) -> tuple[float, str]:
    """The path's score and context after `text`, in `classes()`, which the model or the page knows."""
    logp, habits = model().logp, page.habits
    score, seen = path.score, path.seen
    for char in text:
        likely = logp(seen, char)
        if habits is not None and likely < SURE and char in habits.counts:
            likely = max(likely, habits.logp(seen, char))
        score += likely
        seen = seen[-1:] + char
    return score, seen


def _pruned(paths: list[Path], width: int) -> list[Path]:
    """The best paths, few of those that the model can no longer tell apart."""
    paths.sort(key=itemgetter(0), reverse=True)
    best: list[Path] = []
    alike: dict[str, int] = defaultdict(int)
    for path in paths[:width]:
        if path.score < paths[0].score - SETTLED:
            break
        alike[path.seen] += 1
        if alike[path.seen] <= ALIKE:
            best.append(path)
    return best


def _is_settled(place: Place, best: Path, others: float) -> bool:
    """Is the path far ahead, with both its joints judged?"""
    joined = place.blind or (best.end is not None and place.at > best.end + 1)
    return joined and best.score > others + SETTLED


def _is_torn(page: Page, at: int) -> bool:
    """Does another stretch start here?"""
    if page.text[at] not in LOST:
        return False
    return opened(page.text, at) is not None or page.text[at + 1 : at + 2] in {*MARKS, *FOLDED_MARKS}
